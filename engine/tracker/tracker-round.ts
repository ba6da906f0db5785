import { LIMITS } from '../../shared/gtp/limits.ts';
import type { ExchangeAnswer, Signed, TrackerName } from '../../shared/gtp/tracker.ts';
import type { PeerId } from '../../shared/ids.ts';
import { BusyTrackerError } from '../errors/tracker.ts';
import { Alarm, type Clock, OWN_CLOCK } from '../waiting/alarm.ts';
import { BackOff } from '../waiting/back-off.ts';
import { electAskers, turnAt } from './elect.ts';
import { keyOf, sizeOf } from './envelopes.ts';
import { inFitting } from './fitting.ts';
import type { HeardDocument, TrackerLine } from './tracker-line.ts';

/** How long it is waited after a start for those nearby to be there, in milliseconds. */
const SETTLE = 3_000;
/** How soon a tracker may be asked again, and how late it is, in milliseconds, whatever it says. */
const AGAIN = { least: 10_000, most: 3_600_000 };
/** How long it is waited, in milliseconds, where nothing happens. */
const QUIET = 5 * 60_000;
/** How long who asks inside waits until the next time, in milliseconds. */
const INSIDE = 120_000;
/** What was heard before so many seconds is too old to be passed on inside. */
const STALE = (2 * AGAIN.most) / 1_000;
/** After a failure, in milliseconds. */
const RETRY = { first: 30_000, most: 30 * 60_000, spread: 0.3 };
/** Of how many peers it is asked what they know while the tracker does not answer. */
const MOST_ASKED = 3;
/** How long it is waited for those who ask for all, and then until they are asked again, in milliseconds. */
const PATIENCE = 150_000;
const IMPATIENT = 30_000;
/** What is told at once, without what is around it. */
const BATCH = { count: LIMITS.envelopesPerAnnounce, bytes: LIMITS.requestBytes - 1_024 };

/** From where envelopes are: others have them from somebody else again. */
export type Source = 'maker' | 'tracker' | 'others';

interface Told {
  readonly signature: string;
  readonly shard: string;
  /** When it was told, and when it is to be told again, as the clock's `now`. */
  readonly at: number;
  readonly until: number;
}

interface ReadList {
  readonly shard: string;
  readonly list: HeardDocument;
}

export interface RoundParts {
  readonly self: PeerId;
  readonly name: TrackerName;
  readonly line: Pick<TrackerLine, 'read' | 'tell' | 'forget'>;
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
  /** @returns whether there was news of my projects among them */
  readonly take: (envelopes: readonly unknown[], from: Source) => boolean;
  readonly onChange: () => void;
  /** How long to wait at the start, instead of `SETTLE`. */
  readonly settle?: number;
  readonly chance?: () => number;
  readonly clock?: Clock;
}

/** One tracker: asked again and again by this peer, or by somebody nearby for all. */
export class TrackerRound implements Disposable {
  readonly #parts: RoundParts;
  readonly #clock: Clock;
  readonly #alarm: Alarm;
  readonly #backOff: BackOff;
  readonly #abort = new AbortController();
  readonly #chance: () => number;
  readonly #settle: number;
  #isRunning = false;
  /** Somebody wants it asked while it is being asked. */
  #isWanted = false;
  #bits = 0;
  #takes: boolean | null = null;
  /** As the clock's `now`: when it was heard last, by whomever. */
  #heardAt: number | null = null;
  #patientUntil: number;
  /** The turn in which it was asked last, or this peer came. */
  #turnTaken: number;
  #problem: string | null = null;
  #notBefore = Number.NEGATIVE_INFINITY;
  /** What the tracker was told, by the envelopes' keys. */
  readonly #told = new Map<string, Told>();
  /** How long it is waited for the next time, in milliseconds. */
  #quiet = 0;

  constructor(parts: RoundParts) {
    const { chance = Math.random, clock = OWN_CLOCK } = parts;
    this.#parts = parts;
    this.#chance = chance;
    this.#clock = clock;
    this.#alarm = new Alarm(() => void this.#run(), clock);
    this.#backOff = new BackOff(RETRY, { chance, now: clock.now });
    this.#turnTaken = turnAt(parts.self, [], clock.date()).number;
    this.#patientUntil = clock.now() + PATIENCE;
    this.#settle = parts.settle ?? SETTLE;
    this.#alarm.ringIn(this.#settle * (1 + this.#chance()));
  }

  get bits(): number {
    return this.#bits;
  }

  /** Seconds since it was heard, by whomever; null if it was not. */
  get heardAgo(): number | null {
    return this.#heardAt === null ? null : Math.round((this.#clock.now() - this.#heardAt) / 1_000);
  }

  /** What is wrong, as a sentence. */
  get problem(): string | null {
    return this.#problem;
  }

  /** There is something to tell or to hear: asks soon, but not before the tracker wants to be asked again. */
  hurry(delay = 0): void {
    if (this.#isRunning) this.#isWanted = true;
    else this.#alarm.ringIn(Math.max(delay, this.#notBefore - this.#clock.now()));
  }

  /** More is wanted of the list than before: what was passed over may be for somebody now. */
  readAnew(): void {
    this.#parts.line.forget();
    this.hurry(this.#settle);
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
    const { self } = this.#parts;
    const { always, turn } = this.#askers;
    const isPatient = this.#clock.now() < this.#patientUntil;
    const isDue = !isPatient || (turn.isRipe && turn.number !== this.#turnTaken);
    const isTurn = turn.whose === self && isDue && !turn.isOver;
    if (isTurn) this.#turnTaken = turn.number;
    if (isTurn || always.includes(self)) return this.#askTracker(signal);
    const bits = this.#bits;
    const hasHeard = await this.#askInside(always, signal);
    // Whoever always asks may leave something out: what is handed over now is told and asked for by one of the others.
    if (turn.whose !== null && turn.whose !== self) await this.#askInside([turn.whose], signal);
    if (!hasHeard) {
      // Whoever asks for all may be about to do so, or has no time at the moment.
      return isPatient ? 2 * this.#settle : IMPATIENT * (1 + this.#chance());
    }
    this.#patientUntil = this.#clock.now() + PATIENCE;
    // Now it is known which parts to ask for, and how to announce.
    if (bits !== this.#bits) return 2 * this.#settle;
    return INSIDE * (1 - this.#chance() / 4);
  }

  /** Who asks the tracker: those who always do, and who has its turn. */
  get #askers() {
    const { self, company } = this.#parts;
    const others = company();
    return {
      always: electAskers(self, others),
      turn: turnAt(self, others, this.#clock.date()),
    };
  }

  /** Others may have come meanwhile who ask in this peer's place: never do many ask at a time. */
  get #mayGoOn(): boolean {
    const { self } = this.#parts;
    const { always, turn } = this.#askers;
    return always.includes(self) || turn.whose === self;
  }

  /** Asks these what they have heard of the tracker. @returns whether one of them has heard it */
  async #askInside(peers: readonly PeerId[], signal: AbortSignal): Promise<boolean> {
    for (const peer of peers) {
      try {
        const answer = await this.#parts.exchange(peer, this.#bits, signal);
        this.#parts.take(answer.envelopes, 'others');
        const heard = answer.heard.find(({ tracker }) => tracker === this.#parts.name);
        if (heard === undefined || heard.ago > STALE) continue;
        this.#bits = heard.bits;
        this.#heardAt = this.#clock.now() - heard.ago * 1_000;
        this.#problem = null;
        return true;
      } catch {
        // It left, or does not know of this: the next one does.
        signal.throwIfAborted();
      }
    }
    return false;
  }

  async #askTracker(signal: AbortSignal): Promise<number> {
    try {
      const wait = await this.#visit(signal);
      this.#heardAt = this.#clock.now();
      this.#problem = null;
      this.#backOff.reset();
      this.#notBefore = this.#clock.now() + AGAIN.least;
      return Math.min(AGAIN.most, Math.max(AGAIN.least, wait)) * (1 - this.#chance() / 10);
    } catch (error) {
      signal.throwIfAborted();
      this.#problem = (error as Error).message;
      const wait =
        error instanceof BusyTrackerError
          ? error.retryAfter * 1_000 * (1 + this.#chance() / 2)
          : this.#backOff.next();
      this.#notBefore = this.#clock.now() + wait;
      // What others know of it is better than nothing.
      await this.#askInside(this.#parts.others().slice(0, MOST_ASKED), signal);
      return wait;
    }
  }

  /** @returns in how many milliseconds it is to be asked again */
  async #visit(signal: AbortSignal): Promise<number> {
    const { line } = this.#parts;
    if (this.#takes === null) this.#learn(await line.read('', signal));
    if (this.#takes) await this.#tell(signal);
    const first = await line.read('', signal);
    const lists = [{ shard: '', list: first }];
    for (const shard of first.bits === 0 ? [] : this.#parts.shards(first.bits)) {
      if (!this.#mayGoOn) break;
      lists.push({ shard, list: await line.read(shard, signal) });
    }
    const news = lists.map(({ list }) => this.#learn(list));
    const isNews = news.includes(true);
    this.#look(lists.filter(({ list: { bits } }, index) => index > 0 || bits === 0));
    // As long as nothing happens, it is asked less and less often.
    const wait = first.expires * 1_000;
    this.#quiet = isNews ? wait : Math.max(wait, Math.min(QUIET, this.#quiet * 2));
    const due = Math.min(...[...this.#told.values()].map(({ until }) => until));
    return Math.min(this.#quiet, due - this.#clock.now());
  }

  /** Tells what the tracker does not know, or will soon have forgotten. */
  async #tell(signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    const outgoing = this.#parts.outgoing(this.#bits);
    const due = outgoing.filter(({ key, signature }) => {
      const told = this.#told.get(key);
      return told?.signature !== signature || told.until - now < AGAIN.least;
    });
    const keys = new Set(outgoing.map(({ key }) => key));
    for (const key of this.#told.keys()) if (!keys.has(key)) this.#told.delete(key);
    for (const batch of inFitting(due, sizeOf, BATCH)) {
      const { bits, expires } = await this.#parts.line.tell(batch, signal);
      this.#bits = bits;
      const until = this.#clock.now() + expires * 1_000;
      for (const { key, signature, signed } of batch) {
        this.#told.set(key, { signature, until, at: now, shard: String(signed.shard) });
      }
    }
  }

  /** What is not in the list though the tracker was told a while ago is told again the next time: it has lost it. */
  #look(lists: readonly ReadList[]): void {
    const now = this.#clock.now();
    for (const { shard, list } of lists) {
      if (list.isSame === true) continue;
      const ofIt = [...this.#told].filter(
        ([, told]) => told.shard.startsWith(shard) && now - told.at > AGAIN.least,
      );
      const listed = new Set(ofIt.length === 0 ? [] : list.envelopes.map(keyOf));
      for (const [key] of ofIt) if (!listed.has(key)) this.#told.delete(key);
    }
  }

  #learn({ bits, takes, envelopes }: HeardDocument): boolean {
    this.#bits = bits;
    this.#takes = takes ?? false;
    return this.#parts.take(envelopes, 'tracker');
  }
}
