/**
 * How long a connection on which nothing happens is left alone, in milliseconds: something between these,
 * so that mostly one of the two ends pings, which is a sign of life to both.
 */
const QUIET = { least: 45_000, most: 75_000 };
/** What a PING and its answer add to the bytes sent (RFC 9113, sections 4.1 and 6.7). */
export const PING_BYTES = 17;

/**
 * When a peer is to be asked for a sign of life. That its host is gone, the system's own probes tell
 * (keep-alive.ts), but only while nothing that was sent is unanswered: so whoever has sent something
 * asks soon. Otherwise it is asked seldom, for with fifty peers this is most of what an idle engine does.
 *
 * Bytes are those that the connection has sent so far, times are in milliseconds of one clock.
 */
export class Pulse {
  /** What the other end is known to have received, or was sent only to answer it. */
  #settled = 0;
  #due: number;

  constructor(now: number) {
    this.#due = quietUntil(now);
  }

  isDue(sent: number, now: number): boolean {
    return sent > this.#settled || now >= this.#due;
  }

  /** The other end answered a ping, before which so much had been sent. */
  answered(sentBefore: number, now: number): void {
    this.#settled = Math.max(this.#settled, sentBefore + PING_BYTES);
    this.#due = quietUntil(now);
  }

  /** The other end pinged; if the answer asked for a sign of life in turn, that would never end. */
  pinged(now: number): void {
    this.#settled += PING_BYTES;
    this.#due = quietUntil(now);
  }
}

function quietUntil(now: number): number {
  return now + QUIET.least + Math.random() * (QUIET.most - QUIET.least);
}
