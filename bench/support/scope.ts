/** All that a benchmark has started; it ends when the benchmark does, whichever way that is. */
export class Scope implements AsyncDisposable {
  readonly #things: AsyncDisposable[] = [];
  readonly #last: AsyncDisposable[] = [];
  /** The one that this is part of, however far up; itself if none. */
  readonly #whole: Scope;
  #isOver = false;
  #ending: Promise<void> | null = null;

  constructor(whole?: Scope) {
    this.#whole = whole ?? this;
  }

  /** Takes over what is being made. What is finished only after the end is ended at once. */
  async use<T extends AsyncDisposable>(making: T | Promise<T>): Promise<T> {
    const made = await making;
    if (this.#isOver) {
      await made[Symbol.asyncDispose]();
      throw new Error('ended');
    }
    this.#things.push(made);
    return made;
  }

  /** Calls `end` at the end. */
  onEnd(end: () => unknown): void {
    this.#things.push(calling(end));
  }

  /** Calls `end` when all of the whole benchmark has ended, of which this may be a part. */
  onWholeEnd(end: () => unknown): void {
    this.#whole.#last.push(calling(end));
  }

  /** Does one part of the work with a scope of its own, which ends with it. */
  async within<T>(work: (inner: Scope) => Promise<T>): Promise<T> {
    const inner = await this.use(new Scope(this.#whole));
    try {
      return await work(inner);
    } finally {
      await inner[Symbol.asyncDispose]();
    }
  }

  /**
   * Ends everything, the latest first; one that fails to end does not keep the others. Whoever ends it once more waits
   * for the same: a signal and what fails because of it come together.
   */
  [Symbol.asyncDispose](): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    this.#isOver = true;
    const failures: unknown[] = [];
    for (const things of [this.#things, this.#last]) {
      for (let thing = things.pop(); thing !== undefined; thing = things.pop()) {
        try {
          await thing[Symbol.asyncDispose]();
        } catch (error) {
          failures.push(error);
        }
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything was ended');
  }
}

function calling(end: () => unknown): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      await end();
    },
  };
}
