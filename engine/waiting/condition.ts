import { deferred } from './deferred.ts';

/** A condition variable: whoever finds nothing to do waits for `changed`, and looks again then. */
export class Condition {
  #next = deferred();

  /** Settles at the next `notifyAll`; to be taken before looking, so that no change is missed. */
  get changed(): Promise<void> {
    return this.#next.promise;
  }

  /** Wakes everybody who waits. */
  notifyAll(): void {
    this.#next.resolve();
    this.#next = deferred();
  }
}
