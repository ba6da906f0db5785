/** RFC 6762 section 8.3: at least two announcements, one second apart, the next ones later. */
const ANNOUNCE_AFTER_MS = [0, 1_000, 3_000];
/** RFC 6762 section 6: a record is not multicast again within this time. */
const APART_MS = 1_000;

/** Sends an announcement several times, since one datagram may get lost, and never too often. */
export class Announcer implements Disposable {
  readonly #send: () => void;
  readonly #timers = new Set<NodeJS.Timeout>();
  #last = Number.NEGATIVE_INFINITY;

  constructor(send: () => void) {
    this.#send = send;
  }

  /** Announces now, or as soon as the last time is long enough ago, and twice more. */
  start(): void {
    this[Symbol.dispose]();
    const wait = Math.max(0, this.#last + APART_MS - performance.now());
    for (const after of ANNOUNCE_AFTER_MS) {
      if (wait + after === 0) this.#announce();
      else this.#later(wait + after);
    }
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #later(ms: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#announce();
    }, ms);
    this.#timers.add(timer);
  }

  #announce(): void {
    this.#last = performance.now();
    this.#send();
  }
}
