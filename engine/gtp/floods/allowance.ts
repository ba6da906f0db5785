/** What a connection has brought so far. */
export interface Traffic {
  /** In bytes, all of it. */
  readonly received: number;
  /** In bytes: bodies of requests and answers. */
  readonly useful: number;
  readonly requests: number;
  /** Requests that the other side gave up before they were answered. */
  readonly givenUp: number;
  /** Answers that this side did not want to the end. */
  readonly brokenOff: number;
}

const KIB = 1024;
/** How much overhead a connection may bring at once, and from then on in each second, in bytes. */
const AT_ONCE = 1024 * KIB;
const PER_SECOND = 64 * KIB;
/** Frames around bodies are small beside those: at most so many of them. */
const SHARE = 0.1;
/** A request costs more than its bytes, which may be five. */
const REQUEST = 256;
/**
 * What is given up has cost its answer, and it is made again as soon as it is asked for. The library reads no further after
 * some thousand of them in a row, and tells nobody: there are to be fewer.
 */
const GIVEN_UP = 2 * KIB;
/** What may be on its way of an answer that is not wanted any more: its window. */
const WINDOW = 1024 * KIB;

/**
 * How much overhead a connection may bring. Frames that say only something of the connection cost more
 * than their bytes, and no peer needs many of them: a hundred megabytes a second keep a core busy.
 */
export class Allowance {
  readonly #atOnce: number;
  #left: number;
  #since: number;
  #before = 0;

  /**
   * @param now in milliseconds, of a clock that only goes forward
   * @param onItsWay how many bytes of bodies may have come and wait to be handed on
   */
  constructor(now: number, onItsWay = 0) {
    this.#since = now;
    this.#atOnce = AT_ONCE + onItsWay;
    this.#left = this.#atOnce;
  }

  /** @returns whether it has brought too much */
  isExceeded(traffic: Traffic, now: number): boolean {
    const overhead = overheadOf(traffic);
    const regained = ((now - this.#since) / 1_000) * PER_SECOND;
    this.#left = Math.min(this.#atOnce, this.#left + regained - (overhead - this.#before));
    this.#since = now;
    this.#before = overhead;
    return this.#left < 0;
  }

  /** Whether it has used up much of it lately. */
  get isShort(): boolean {
    return this.#left < this.#atOnce - AT_ONCE / 2;
  }
}

function overheadOf({ received, useful, requests, givenUp, brokenOff }: Traffic): number {
  const costly = REQUEST * requests + GIVEN_UP * givenUp;
  return received - (1 + SHARE) * useful + costly - WINDOW * brokenOff;
}
