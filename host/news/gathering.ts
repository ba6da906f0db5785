/** After something came, how long nothing more must come before it is told of, in milliseconds. */
const QUIET = 3_000;
/** The longest that it waits to be told of, in milliseconds. */
const LONGEST = 20_000;

/** What comes in a while, told of at once. */
export class Gathering<T> {
  readonly #tell: (items: readonly T[]) => void;
  #waiting: T[] = [];
  #first = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (items: readonly T[]) => void) {
    this.#tell = tell;
  }

  add(item: T): void {
    const now = performance.now();
    if (this.#waiting.length === 0) this.#first = now;
    this.#waiting.push(item);
    clearTimeout(this.#timer);
    const left = Math.max(0, this.#first + LONGEST - now);
    this.#timer = setTimeout(
      () => {
        const items = this.#waiting;
        this.#waiting = [];
        this.#tell(items);
      },
      Math.min(QUIET, left),
    );
    this.#timer.unref();
  }

  /** Nothing of what waits is told. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }
}
