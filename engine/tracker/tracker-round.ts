import type { ExchangeAnswer, Signed, TrackerName } from '../../shared/gtp/tracker.ts';
import type { PeerId } from '../../shared/ids.ts';
import { BusyTrackerError } from '../errors/tracker.ts';
import { Alarm } from '../waiting/alarm.ts';
import { BackOff } from '../waiting/back-off.ts';
import { electAskers } from './elect.ts';
import type { HeardDocument, TrackerLine } from './tracker-line.ts';

/** How long it is waited after a start for those nearby to be there, in milliseconds. */
const SETTLE = 3_000;
/** How soon a tracker may be asked again, and how late it is, in seconds, whatever it says. */
const AGAIN = { least: 10, most: 3_600 };
/** How long who asks inside waits until the next time, in milliseconds. */
const INSIDE = 120_000;
/** What was heard before so many seconds is too old to be passed on inside. */
const STALE = 2 * AGAIN.most;
/** Who need not ask asks all the same once in a while, in milliseconds: somebody may leave something out. */
const SELF_CHECK = 30 * 60_000;
/** After a failure, in milliseconds. */
const RETRY = { first: 30_000, most: 30 * 60_000, spread: 0.3 };
/** Of how many peers it is asked what they know while the tracker does not answer. */
const MOST_ASKED = 3;
/** How long it is waited for those who ask for all, in milliseconds. */
const PATIENCE = 120_000;
/** How many envelopes are told at once, and parts asked for in one round. */
const BATCH = 500;
const MOST_PARTS = 64;

type Heard = 'heard' | 'not yet' | 'nobody';

export interface RoundParts {
  readonly self: PeerId;
  readonly name: TrackerName;
  readonly line: Pick<TrackerLine, 'read' | 'tell'>;
  /** Peers nearby, connected, that use the same tracker. */
  readonly company: () => readonly PeerId[];
  /** All that are connected, wherever they are. */
  readonly others: () => readonly PeerId[];
  /** Asks one of them. */
  readonly exchange: (peer: PeerId, bits: number, signal: AbortSignal) => Promise<ExchangeAnswer>;
  /** What is told to the tracker: my own, and what those nearby have handed over. */
  readonly outgoing: (bits: number) => readonly Signed[];
  /** The parts that those here want, as so many bits. */
  readonly shards: (bits: number) => readonly string[];
  readonly take: (envelopes: readonly unknown[]) => void;
  readonly onChange: () => void;
  /** How long to wait at the start, instead of `SETTLE`. */
  readonly settle?: number;
  readonly chance?: () => number;
}

/** One tracker: asked again and again by this peer, or by somebody nearby for all. */
export class TrackerRound implements Disposable {
  readonly #parts: RoundParts;
  readonly #alarm = new Alarm(() => void this.#run());
  readonly #backOff = new BackOff(RETRY);
  readonly #abort = new AbortController();
  readonly #chance: () => number;
  readonly #settle: number;
  #isRunning = false;
  /** Somebody wants it asked while it is being asked. */
  #isWanted = false;
  #bits = 0;
  #takes: boolean | null = null;
  /** As `performance.now`: when it was heard last, by whomever, and by this peer itself. */
  #heardAt: number | null = null;
  #askedAt = performance.now();
  #patientUntil = performance.now() + PATIENCE;
  #problem: string | null = null;
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(parts: RoundParts) {
    this.#parts = parts;
    this.#chance = parts.chance ?? Math.random;
    this.#settle = parts.settle ?? SETTLE;
    this.#alarm.ringIn(this.#settle * (1 + this.#chance()));
  }

  get bits(): number {
    return this.#bits;
  }

  /** Seconds since it was heard, by whomever; null if it was not. */
  get heardAgo(): number | null {
    return this.#heardAt === null ? null : Math.round((performance.now() - this.#heardAt) / 1_000);
  }

  /** What is wrong, as a sentence. */
  get problem(): string | null {
    return this.#problem;
  }

  /** There is something to tell or to hear: asks soon, but not before the tracker wants to be asked again. */
  hurry(delay = 0): void {
    if (this.#isRunning) this.#isWanted = true;
    else this.#alarm.ringIn(Math.max(delay, this.#notBefore - performance.now()));
  }

  [Symbol.dispose](): void {
    this.#abort.abort();
    this.#alarm[Symbol.dispose]();
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    const { signal } = this.#abort;
    const wait = await this.#once(signal).catch(() => RETRY.first);
    this.#isRunning = false;
    if (signal.aborted) return;
    this.#alarm.ringIn(wait);
    if (this.#isWanted) this.hurry(this.#settle);
    this.#isWanted = false;
    this.#parts.onChange();
  }

  /** @returns how long to wait for the next time, in milliseconds */
  async #once(signal: AbortSignal): Promise<number> {
    const { self, company } = this.#parts;
    const askers = electAskers(self, company());
    const isDoubtful = performance.now() - this.#askedAt > SELF_CHECK * (1 + this.#chance());
    if (askers.includes(self) || isDoubtful) return this.#askTracker(signal);
    const outcome = await this.#askInside(askers, signal);
    if (outcome === 'heard') {
      this.#patientUntil = performance.now() + PATIENCE;
      return INSIDE * (1 - this.#chance() / 4);
    }
    // Whoever asks for all may be about to do so.
    const isPatient = outcome === 'not yet' && performance.now() < this.#patientUntil;
    return isPatient ? 2 * this.#settle : this.#askTracker(signal);
  }

  /** @returns what these have heard of the tracker, the first that has heard it */
  async #askInside(peers: readonly PeerId[], signal: AbortSignal): Promise<Heard> {
    let outcome: Heard = 'nobody';
    for (const peer of peers) {
      try {
        const answer = await this.#parts.exchange(peer, this.#bits, signal);
        this.#parts.take(answer.envelopes);
        const heard = answer.heard.find(({ tracker }) => tracker === this.#parts.name);
        outcome = 'not yet';
        if (heard === undefined || heard.ago > STALE) continue;
        this.#bits = heard.bits;
        this.#heardAt = performance.now() - heard.ago * 1_000;
        this.#problem = null;
        return 'heard';
      } catch {
        // It left, or does not know of this: the next one does.
        signal.throwIfAborted();
      }
    }
    return outcome;
  }

  async #askTracker(signal: AbortSignal): Promise<number> {
    this.#askedAt = performance.now();
    try {
      const expires = await this.#visit(signal);
      this.#heardAt = performance.now();
      this.#problem = null;
      this.#backOff.reset();
      const seconds = Math.min(AGAIN.most, Math.max(AGAIN.least, expires));
      this.#notBefore = performance.now() + AGAIN.least * 1_000;
      return seconds * 1_000 * (1 - this.#chance() / 10);
    } catch (error) {
      signal.throwIfAborted();
      this.#problem = (error as Error).message;
      const wait =
        error instanceof BusyTrackerError
          ? error.retryAfter * 1_000 * (1 + this.#chance() / 2)
          : this.#backOff.next();
      this.#notBefore = performance.now() + wait;
      // What others know of it is better than nothing.
      await this.#askInside(this.#parts.others().slice(0, MOST_ASKED), signal);
      return wait;
    }
  }

  /** @returns in how many seconds it wants to be asked again */
  async #visit(signal: AbortSignal): Promise<number> {
    const { line } = this.#parts;
    let expires = AGAIN.most;
    if (this.#takes === null) this.#learn(await line.read('', signal));
    if (this.#takes) {
      const outgoing = this.#parts.outgoing(this.#bits);
      for (let from = 0; from < outgoing.length; from += BATCH) {
        const answer = await line.tell(outgoing.slice(from, from + BATCH), signal);
        this.#bits = answer.bits;
        expires = Math.min(expires, answer.expires);
      }
    }
    const first = await line.read('', signal);
    this.#learn(first);
    for (const shard of this.#bits === 0 ? [] : this.#parts.shards(this.#bits)) {
      this.#learn(await line.read(shard, signal));
    }
    return Math.min(expires, first.expires);
  }

  #learn({ bits, takes, envelopes }: HeardDocument): void {
    this.#bits = bits;
    this.#takes = takes ?? false;
    this.#parts.take(envelopes);
  }
}

/** The parts of a tracker that hold what is wanted. @param wanted the bits of blinded ids */
export function partsOf(wanted: readonly string[], bits: number): readonly string[] {
  return [...new Set(wanted.map((each) => each.slice(0, bits)))].slice(0, MOST_PARTS);
}
