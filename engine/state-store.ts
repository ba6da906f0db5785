import type { StateChange } from '../shared/api/state-change.ts';

/** Changes are sent together, at most this often, in milliseconds. */
const INTERVAL = 50;

/** Collects state changes, drops those that change nothing, and sends the rest in batches. */
export class StateStore implements Disposable {
  readonly #send: (changes: readonly StateChange[]) => void;
  /** What was sent last for each entry, as JSON. */
  readonly #sent = new Map<string, string>();
  readonly #pending = new Map<string, StateChange>();
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (changes: readonly StateChange[]) => void) {
    this.#send = send;
  }

  set(change: StateChange): void {
    this.#pending.set('key' in change ? `${change.set}/${change.key}` : change.set, change);
    this.#timer ??= setTimeout(() => this.flush(), INTERVAL);
  }

  /** Sends what is pending now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changes: StateChange[] = [];
    for (const [key, change] of this.#pending) {
      const json = JSON.stringify(change.value);
      const isRemoval = change.value === null;
      if ((this.#sent.get(key) ?? 'null') === json) continue;
      if (isRemoval) this.#sent.delete(key);
      else this.#sent.set(key, json);
      changes.push(change);
    }
    this.#pending.clear();
    if (changes.length > 0) this.#send(changes);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
