import { AsyncLocalStorage } from 'node:async_hooks';

/** A wall clock that a test sets: by how many milliseconds it is ahead of the true time. */
export interface SetClock {
  ahead: number;
}

const clock = new AsyncLocalStorage<SetClock>();
const now = Date.now;

/** Whatever `work` does and sets going reads this clock as the wall clock; other code, the true one. */
export function withClock<T>(set: SetClock, work: () => T): T {
  Date.now = () => now() + (clock.getStore()?.ahead ?? 0);
  return clock.run(set, work);
}
