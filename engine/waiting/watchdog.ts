/** Aborts its signal when nobody has called `touch` for a while. */
export class Watchdog implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  /** @param patience in milliseconds */
  constructor(patience: number) {
    this.#timer = setTimeout(() => this.#controller.abort(), patience);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  touch(): void {
    this.#timer.refresh();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
