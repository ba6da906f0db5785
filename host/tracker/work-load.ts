/** How much of a second may be spent on work, and how much at once, in milliseconds. */
const SHARE = 500;
const AT_ONCE = 2_000;

/** Bounds how much time is spent on what others ask for, so that there is always some left to say that one is busy. */
export class WorkLoad {
  readonly #now: () => number;
  #left = AT_ONCE;
  #since: number;

  /** @param now in milliseconds, of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#since = now();
  }

  /** From 0, with nothing to do, to 1. */
  get load(): number {
    this.#regain();
    return 1 - Math.max(0, this.#left) / AT_ONCE;
  }

  get isBusy(): boolean {
    this.#regain();
    return this.#left <= 0;
  }

  /** Does a piece of work that does not wait for anything, and counts how long it took. */
  spend<T>(work: () => T): T {
    const begun = this.#now();
    try {
      return work();
    } finally {
      this.#left -= this.#now() - begun;
    }
  }

  #regain(): void {
    const now = this.#now();
    this.#left = Math.min(AT_ONCE, this.#left + ((now - this.#since) / 1_000) * SHARE);
    this.#since = now;
  }
}
