/**
 * A work that is done anew whenever somebody asks, one at a time: for all who ask while it is under way, it is
 * done once more. Nobody waits for those who ask later, however many do.
 */
export class OnceMore {
  readonly #work: () => Promise<void>;
  #last: Promise<void> = Promise.resolve();
  /** One that has not begun. */
  #next: Promise<void> | null = null;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Settles as the work does that begins next. */
  run(): Promise<void> {
    this.#next ??= this.#after(this.#last);
    this.#last = this.#next;
    return this.#next;
  }

  /** Settles when all who have asked are done with, however that ended. */
  async settle(): Promise<void> {
    await this.#last.catch(() => {});
  }

  async #after(before: Promise<void>): Promise<void> {
    await before.catch(() => {});
    this.#next = null;
    await this.#work();
  }
}
