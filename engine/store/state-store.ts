import { createHash } from 'node:crypto';
import type { DepotState } from '../../shared/api/depot-state.ts';
import type { Transfer } from '../../shared/api/state.ts';
import type { StateChange } from '../../shared/api/state-change.ts';
import type { TransferId } from '../../shared/ids.ts';

/** Changes are sent together, at most this often, in milliseconds; the first after a rest, at once. */
const INTERVAL = 50;
/** What is remembered as it is, in characters. */
const LONG = 1_024;

/** Collects state changes, drops those that change nothing, and sends the rest in batches. */
export class StateStore implements Disposable {
  readonly #send: (changes: readonly StateChange[]) => void;
  /** What was sent last for each entry, as JSON, or, where that is long, as its hash. */
  readonly #sent = new Map<string, string>();
  readonly #pending = new Map<string, () => StateChange>();
  #timer: NodeJS.Timeout | undefined;
  /** When changes were sent last, as `performance.now`. */
  #sentAt = Number.NEGATIVE_INFINITY;
  #isEnded = false;

  constructor(send: (changes: readonly StateChange[]) => void) {
    this.#send = send;
  }

  set(change: StateChange): void {
    this.#put('key' in change ? `${change.set}/${change.key}` : change.set, () => change);
  }

  /** Like `set` for a transfer, which changes with every byte: it is read only when it is sent. */
  transferChanged(key: TransferId, read: () => Transfer | null): void {
    this.#put(`transfers/${key}`, () => ({ set: 'transfers', key, value: read() }));
  }

  /** Like `set` for what a depot keeps, all of which is read for every change: only when it is sent. */
  depotChanged(read: () => DepotState): void {
    this.#put('depot', () => ({ set: 'depot', value: read() }));
  }

  /** Sends what is pending now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changes: StateChange[] = [];
    for (const [key, read] of this.#pending) {
      const change = read();
      const content = fingerprint(JSON.stringify(change.value));
      const isRemoval = change.value === null;
      if ((this.#sent.get(key) ?? 'null') === content) continue;
      if (isRemoval) this.#sent.delete(key);
      else this.#sent.set(key, content);
      changes.push(change);
    }
    this.#pending.clear();
    if (changes.length === 0) return;
    this.#sentAt = performance.now();
    this.#send(changes);
  }

  /** What is pending is sent, and nothing after it. */
  [Symbol.dispose](): void {
    this.flush();
    this.#isEnded = true;
  }

  #put(key: string, read: () => StateChange): void {
    if (this.#isEnded) return;
    this.#pending.set(key, read);
    if (this.#timer !== undefined) return;
    // What one moment brings goes together.
    const wait = Math.max(0, this.#sentAt + INTERVAL - performance.now());
    this.#timer = setTimeout(() => this.flush(), wait);
  }
}

/** Stands for a text; a long one, such as a project of ten thousand branches, would take megabytes. */
function fingerprint(json: string): string {
  return json.length <= LONG ? json : createHash('sha256').update(json).digest('base64');
}
