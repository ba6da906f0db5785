/** Waits for better times, but not forever: time counts only while nothing goes on. */
export class Patience {
  readonly #limit: number;
  readonly #now: () => number;
  #since: number | null = null;

  /**
   * @param limit in milliseconds
   * @param now in milliseconds, of a clock that only goes forward
   */
  constructor(limit: number, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Something goes on. */
  restore(): void {
    this.#since = null;
  }

  /** Nothing goes on. @returns whether that has been so for too long */
  isOver(): boolean {
    this.#since ??= this.#now();
    return this.#now() - this.#since > this.#limit;
  }
}
