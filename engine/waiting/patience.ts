/** Waits for better times, but not forever: time counts only while nothing goes on. */
export class Patience {
  readonly #limit: number;
  #since: number | null = null;

  /** @param limit in milliseconds */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Something goes on. */
  restore(): void {
    this.#since = null;
  }

  /** Nothing goes on. @returns whether that has been so for too long */
  isOver(): boolean {
    this.#since ??= Date.now();
    return Date.now() - this.#since > this.#limit;
  }
}
