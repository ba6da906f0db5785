import { BackOff } from '../../../engine/waiting/back-off.ts';

/** RFC 6762 section 5.2: a random wait, so that a room waking up together does not ask together. */
const FIRST_MS = { least: 20, spread: 100 };
/** The time between two queries doubles; RFC 6762 allows no shorter ones, so nothing is left to chance. */
const BETWEEN_MS = { first: 1_000, most: 300_000 };

/** A query so soon after my own is my own, come back, or one that crossed it. */
const ECHO_MS = 500;

/** Asks who is there: at once, then less and less often. Peers announce themselves anyway. */
export class Asker implements Disposable {
  readonly #ask: () => void;
  readonly #backOff = new BackOff(BETWEEN_MS);
  #timer: NodeJS.Timeout;
  #last = Number.NEGATIVE_INFINITY;

  constructor(ask: () => void) {
    this.#ask = ask;
    this.#timer = this.#in(FIRST_MS.least + Math.random() * FIRST_MS.spread);
  }

  /**
   * Someone asked the same. The answers go to everyone, so it counts as if I had (RFC 6762 section
   * 7.3): in a room of many, one asks.
   */
  heardSame(): void {
    if (performance.now() - this.#last >= ECHO_MS) this.#countAsAsked();
  }

  /** Somebody wants to know; two queries are a second apart all the same. */
  askNow(): void {
    const wait = Math.max(0, this.#last + BETWEEN_MS.first - performance.now());
    clearTimeout(this.#timer);
    this.#timer = this.#in(wait);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #countAsAsked(): void {
    this.#last = performance.now();
    clearTimeout(this.#timer);
    this.#timer = this.#in(this.#backOff.next());
  }

  #in(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#countAsAsked();
      this.#ask();
    }, ms);
  }
}
