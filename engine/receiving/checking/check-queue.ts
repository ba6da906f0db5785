/** What is checked at once comes to so much, in bytes: until then, none of it can be passed on. */
const BATCH_BYTES = 24 * 1024 * 1024;
/** For less, it is worth waiting for more: starting a program takes as long as to check half of that. */
const WORTH_BYTES = 4 * 1024 * 1024;
/** For so many milliseconds. */
const LONGEST_WAIT = 500;

interface Waiting<T> {
  readonly item: T;
  readonly size: number;
  /** In milliseconds. */
  readonly since: number;
}

/** What has come and is still to be checked, and how much of it at once. Pure bookkeeping. */
export class CheckQueue<T> {
  readonly #isAlone: (item: T) => boolean;
  readonly #now: () => number;
  readonly #waiting: Waiting<T>[] = [];
  #bytes = 0;

  /** @param isAlone whether it is checked by itself, whatever waits with it */
  constructor(isAlone: (item: T) => boolean, now: () => number = () => performance.now()) {
    this.#isAlone = isAlone;
    this.#now = now;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** @param size in bytes */
  add(item: T, size: number): void {
    this.#waiting.push({ item, size, since: this.#now() });
    this.#bytes += size;
  }

  /**
   * How long it is worth waiting until what has come is checked, in milliseconds.
   * @param isMoreComing whether more will come that nobody wants to have from here
   */
  patience(isMoreComing: boolean): number {
    const [first] = this.#waiting;
    if (first === undefined || !isMoreComing || this.#isAlone(first.item)) return 0;
    if (this.#bytes >= WORTH_BYTES) return 0;
    return Math.max(0, first.since + LONGEST_WAIT - this.#now());
  }

  /** The next ones to be checked as one. @param free how many checks could begin now */
  take(free: number): T[] {
    const share = Math.min(Math.max(this.#bytes / free, WORTH_BYTES), BATCH_BYTES);
    const taken: T[] = [];
    let bytes = 0;
    // An empty one is one, too.
    do {
      const [next] = this.#waiting;
      if (next === undefined) break;
      const isFirst = taken.length === 0;
      if (!isFirst && (this.#isAlone(next.item) || taken.some(this.#isAlone))) break;
      this.#waiting.shift();
      this.#bytes -= next.size;
      bytes += next.size;
      taken.push(next.item);
    } while (bytes < share);
    return taken;
  }
}
