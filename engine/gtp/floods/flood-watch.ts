import { performance } from 'node:perf_hooks';
import { Allowance, type Traffic } from './allowance.ts';

/** How often it is looked at what came, in milliseconds: usually, and while somebody is suspicious. */
const USUALLY = 1_000;
const ALERT = 50;
/** Where this thread was busy for less than this share of the time, nothing has come that could be a flood. */
const CALM = 0.01;
/** How long it is looked closely after somebody was, in milliseconds. */
const ALERT_FOR = 30_000;
/** How long nobody unknown is let in from an address that a flood has come from, in milliseconds. */
const BARRED_FOR = 10_000;
/** Addresses that are barred at once: more would not be floods of one attacker. */
const MAX_BARRED = 1_000;

interface Watched {
  readonly traffic: Traffic;
  readonly closed: Promise<void>;
  /** How many bytes of bodies may have come and wait to be handed on. */
  readonly onItsWay: number;
  /** The IP address at the other end. */
  readonly host: string;
  [Symbol.dispose](): void;
}

/**
 * Ends connections that bring floods of frames: HTTP/2 itself bounds some kinds of them, and passes over
 * others. There is no event for a frame, so it is looked at now and then how much has come.
 */
class FloodWatch {
  readonly #watched = new Map<Watched, Allowance>();
  readonly #barred = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #alertUntil = Number.NEGATIVE_INFINITY;
  #lastLook = performance.eventLoopUtilization();

  watch(connection: Watched): void {
    const allowance = new Allowance(performance.now(), connection.onItsWay);
    this.#watched.set(connection, allowance);
    void connection.closed.then(() => {
      // What ended before anybody looked may have been one as well.
      if (this.#watched.has(connection)) this.#examine(connection, allowance);
      this.#watched.delete(connection);
    });
    if (this.#timer === undefined) this.#lookLater();
  }

  /** Whether a flood has come from there just now: who is not known can wait. */
  isBarred(host: string): boolean {
    return (this.#barred.get(host) ?? Number.NEGATIVE_INFINITY) > performance.now();
  }

  #look(): void {
    const { utilization } = performance.eventLoopUtilization(this.#lastLook);
    this.#lastLook = performance.eventLoopUtilization();
    if (utilization >= CALM) this.#examineAll();
    this.#lookLater();
  }

  #examineAll(): void {
    for (const [connection, allowance] of this.#watched) this.#examine(connection, allowance);
  }

  #examine(connection: Watched, allowance: Allowance): void {
    const now = performance.now();
    const isTooMuch = allowance.isExceeded(connection.traffic, now);
    if (isTooMuch || allowance.isShort) this.#alertUntil = now + ALERT_FOR;
    if (!isTooMuch) return;
    this.#watched.delete(connection);
    connection[Symbol.dispose]();
    for (const [host, until] of this.#barred) if (until <= now) this.#barred.delete(host);
    if (this.#barred.size < MAX_BARRED) this.#barred.set(connection.host, now + BARRED_FOR);
  }

  #lookLater(): void {
    if (this.#watched.size === 0) {
      this.#timer = undefined;
      return;
    }
    const wait = performance.now() < this.#alertUntil ? ALERT : USUALLY;
    this.#timer = setTimeout(() => this.#look(), wait).unref();
  }
}

/** One for all connections of a process: each with a timer of its own would wake it up as often. */
export const FLOODS = new FloodWatch();
