/** Adds up time, in milliseconds. */
export class Stopwatch {
  readonly #now: () => number;
  #before = 0;
  #startedAt: number | null = null;

  /** @param now in milliseconds, of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get elapsed(): number {
    return this.#before + (this.#startedAt === null ? 0 : this.#now() - this.#startedAt);
  }

  /** Goes on, if it does not go already. */
  start(): void {
    this.#startedAt ??= this.#now();
  }

  stop(): void {
    this.#before = this.elapsed;
    this.#startedAt = null;
  }
}
