import {
  BackOff,
  type BackOffOptions,
  type ChanceAndClock,
  OWN_CHANCE_AND_CLOCK,
} from './back-off.ts';

/**
 * When something that ends again and again is tried. Whoever begins well and breaks off, or calls for
 * attention all the time, is tried no more often than twice as often as who is silent: the waits
 * double for each, and only what has worked for a while makes them short again.
 */
export class Pace {
  readonly #retries: BackOff;
  readonly #hurries: BackOff;
  readonly #steadyAfter: number;
  readonly #now: () => number;
  #worksSince: number | null = null;
  /** Until then, no reason makes it be tried sooner. */
  #calmUntil = Number.NEGATIVE_INFINITY;

  constructor(
    { steadyAfter = 0, ...waits }: BackOffOptions,
    chanceAndClock: ChanceAndClock = OWN_CHANCE_AND_CLOCK,
  ) {
    this.#retries = new BackOff(waits, chanceAndClock);
    this.#hurries = new BackOff(waits, chanceAndClock);
    this.#steadyAfter = steadyAfter;
    this.#now = chanceAndClock.now;
  }

  /** It works, from now on, if it has not before. */
  works(): void {
    this.#worksSince ??= this.#now();
  }

  /**
   * It failed, or what worked has ended.
   * @returns how long to wait before the next try, in milliseconds; 0 after it had worked for a while
   */
  ended(): number {
    const since = this.#worksSince;
    this.#worksSince = null;
    if (since === null || this.#now() - since < this.#steadyAfter) return this.#retries.next();
    this.forgive();
    return 0;
  }

  /**
   * There is reason to try it sooner.
   * @returns how soon, in milliseconds
   */
  hurry(): number {
    const wait = this.#calmUntil - this.#now();
    if (wait > 0) return wait;
    this.#calmUntil = this.#now() + this.#hurries.next();
    return 0;
  }

  /** What ended it was on this side: nothing is held against it. */
  forgive(): void {
    this.#retries.reset();
    this.#hurries.reset();
    this.#calmUntil = Number.NEGATIVE_INFINITY;
  }
}
