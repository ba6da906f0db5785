export interface MinimumRateBounds {
  /** How long nothing may come, in milliseconds. */
  readonly grace: number;
  /** From this many bytes a second on, it may go on for as long as it likes. */
  readonly bytesPerSecond: number;
  /** How long the other side may be at work without giving anything, in all, in milliseconds. */
  readonly work: number;
}

/**
 * Aborts its signal when what is awaited comes too slowly. Whoever is waited for lives on credit: time uses
 * it up, and what comes restores it, in the measure of its bytes. So one byte now and then helps nobody to
 * hold on for ever; and saying that it is at work restores it only for a bounded time in all.
 */
export class MinimumRate implements Disposable {
  readonly #bounds: MinimumRateBounds;
  readonly #controller = new AbortController();
  /** What is left before it is too slow, in milliseconds, as of `#since`. */
  #credit: number;
  #work: number;
  /** Since when time has counted; null while it does not. */
  #since: number | null = performance.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(bounds: MinimumRateBounds) {
    this.#bounds = bounds;
    this.#credit = bounds.grace;
    this.#work = bounds.work;
    this.#arm();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something has come. */
  received(bytes: number): void {
    this.#settle();
    this.#restore((bytes / this.#bounds.bytesPerSecond) * 1_000);
  }

  /** The other side says that it is at work. */
  working(): void {
    this.#settle();
    const { grace } = this.#bounds;
    const given = Math.min(this.#work, grace - this.#credit);
    this.#work -= given;
    this.#restore(given);
  }

  /** Time that passes from now on is not the other side's. */
  pause(): void {
    this.#settle();
    this.#since = null;
  }

  resume(): void {
    this.#since ??= performance.now();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #settle(): void {
    if (this.#since === null) return;
    const now = performance.now();
    this.#credit -= now - this.#since;
    this.#since = now;
  }

  #restore(milliseconds: number): void {
    this.#credit = Math.min(this.#bounds.grace, this.#credit + milliseconds);
  }

  /** What has come meanwhile only makes it later: so it is looked at seldom. */
  #arm(): void {
    const left = this.#since === null ? this.#bounds.grace : this.#credit;
    this.#timer = setTimeout(() => {
      this.#settle();
      if (this.#since !== null && this.#credit <= 0) this.#controller.abort();
      else this.#arm();
    }, left);
  }
}
