import { BusyTrackerError, TrackerFailedError } from '../../engine/errors/tracker.ts';
import type { HeardDocument, TrackerLine } from '../../engine/tracker/tracker-line.ts';
import { TrackerDesk } from '../../host/tracker/tracker-desk.ts';
import type { Signed } from '../../shared/gtp/tracker.ts';
import type { Chance } from './chance.ts';
import { COSTS } from './costs.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import type { SimulatedKeys } from './simulated-sealing.ts';

export const TRACKER_URL = 'https://tracker.example/';

/** What is asked of a tracker. */
export type TrackerQuestions = Pick<TrackerLine, 'read' | 'tell' | 'forget'>;

export interface TrackerUse {
  requests: number;
  busy: number;
  honestBusy: number;
  bytesIn: number;
  bytesOut: number;
  /** Requests of the second with the most. */
  peak: number;
}

export interface Visitor {
  /** The address that it comes from. */
  readonly host: string;
  readonly isHonest: boolean;
  readonly canReach: () => boolean;
}

export interface SimulatedTrackerParts {
  readonly clock: SimulatedClock;
  readonly chance: Chance;
  readonly keys: SimulatedKeys;
  /** How long a packet is on its way, in milliseconds. */
  readonly latency: number;
  readonly bytesPerEnvelope: number;
  /** How many times as long as usual it takes for everything. */
  readonly slowness: number;
}

/** The tracker's own rules on a processor that does one thing after the other. */
export class SimulatedTracker {
  readonly use: TrackerUse = {
    ...{ requests: 0, busy: 0, honestBusy: 0, bytesIn: 0, bytesOut: 0, peak: 0 },
  };
  readonly #parts: SimulatedTrackerParts;
  readonly #desk: TrackerDesk;
  /** When the processor has done what it was given, in milliseconds. */
  #processor = 0;
  /** How long it has worked. */
  #worked = 0;
  #second = { at: 0, requests: 0 };

  constructor(parts: SimulatedTrackerParts) {
    const { clock, chance, keys } = parts;
    this.#parts = parts;
    const now = () => this.#processor;
    const sealing = keys.sealing(() => this.#spend(COSTS.envelope));
    this.#desk = new TrackerDesk({ now, date: clock.date, chance: chance.next, sealing });
  }

  get size(): number {
    return this.#desk.size;
  }

  /** How long the processor has worked so far, in milliseconds. */
  get worked(): number {
    return this.#worked;
  }

  /** As somebody asks it, on behalf of themselves. */
  line(visitor: Visitor): TrackerQuestions {
    /** By part, the version that was read last. */
    const tags = new Map<string, string>();
    return {
      read: (shard) => this.#read(visitor, shard, tags),
      tell: (envelopes) => this.tell(visitor, () => envelopes),
      forget: () => tags.clear(),
    };
  }

  /** @throws TrackerFailedError, BusyTrackerError */
  async tell(visitor: Visitor, make: () => readonly unknown[]) {
    return this.#visit(visitor, () => {
      const envelopes = make();
      this.use.bytesIn += envelopes.length * this.#parts.bytesPerEnvelope;
      const answer = this.#desk.hear(visitor.host, { envelopes });
      if (answer === null) throw new TrackerFailedError(TRACKER_URL, 'it answers with status 400');
      return answer;
    });
  }

  async #read(visitor: Visitor, shard: string, tags: Map<string, string>): Promise<HeardDocument> {
    return this.#visit(visitor, () => {
      const part = this.#desk.tell(visitor.host, shard);
      const { bits, expires } = part.contents;
      const isKnown = tags.get(shard) === part.tag;
      tags.set(shard, part.tag);
      // Nobody changes a list: all who read it hold the same one.
      const envelopes = isKnown ? [] : (part.contents.envelopes as Signed[]);
      const bytes = envelopes.length * this.#parts.bytesPerEnvelope;
      this.#desk.spend(visitor.host, () => this.#spend((bytes / 1_000) * COSTS.perKilobyteOut));
      this.use.bytesOut += bytes;
      return {
        ...{ type: 'gtp-tracker', v: 2, bits, expires, takes: true, isSame: isKnown },
        envelopes,
      };
    });
  }

  async #visit<T>({ host, isHonest, canReach }: Visitor, work: () => T): Promise<T> {
    const { clock, latency } = this.#parts;
    await clock.pause(latency);
    if (!canReach()) {
      await clock.pause(UNANSWERED);
      throw new TrackerFailedError(TRACKER_URL, 'nothing answers there');
    }
    this.#processor = Math.max(this.#processor, clock.now());
    this.#count();
    this.#spend(COSTS.request);
    const retryAfter = this.#desk.admit(host);
    const outcome = retryAfter === null ? work() : null;
    if (retryAfter !== null) {
      this.use.busy += 1;
      if (isHonest) this.use.honestBusy += 1;
    }
    await clock.pause(this.#processor - clock.now() + latency);
    if (retryAfter !== null) throw new BusyTrackerError(TRACKER_URL, retryAfter);
    return outcome as T;
  }

  #count(): void {
    this.use.requests += 1;
    const at = Math.floor(this.#parts.clock.now() / 1_000);
    if (this.#second.at !== at) this.#second = { at, requests: 0 };
    this.#second.requests += 1;
    this.use.peak = Math.max(this.use.peak, this.#second.requests);
  }

  #spend(usual: number): void {
    const milliseconds = usual * this.#parts.slowness;
    this.#processor += milliseconds;
    this.#worked += milliseconds;
  }
}

/** After how long an asker gives up, in milliseconds. */
const UNANSWERED = 20_000;
