import { EventEmitter } from 'node:events';
import type { TrackersEvent } from '../../shared/gtp/events.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type {
  Announcement,
  Exchange,
  ExchangeAnswer,
  Signed,
  TrackerName,
} from '../../shared/gtp/tracker.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import { type Clock, OWN_CLOCK } from '../waiting/alarm.ts';
import { partsOf } from './blinding.ts';
import { SEALING, type Sealing } from './envelopes.ts';
import { Asker } from './exchange/asker.ts';
import { EnvelopePool } from './exchange/envelope-pool.ts';
import { HandedOver } from './exchange/handed-over.ts';
import { News } from './exchange/news.ts';
import { passOn } from './exchange/pass-on.ts';
import { provenOf } from './exchange/proofs.ts';
import { Finder } from './finder.ts';
import type { OwnAnnouncements } from './own-announcements.ts';
import { TrackerLine } from './tracker-line.ts';
import { trackerName } from './tracker-name.ts';
import { type Source, TrackerRound } from './tracker-round.ts';

/** How long an announcement of mine holds, in seconds. */
const VALID = 2 * 60 * 60;
/** Before so many seconds a tracker was heard that is heard as a rule. */
const HEARD_LATELY = 15 * 60;
/** For how long what is told is asked for together, in milliseconds. */
const TOGETHER = 2_000;

/** The projects of a peer. */
export interface TrackedSwarms {
  /** Those that others may see: who knows one is told that it is here. */
  readonly shown: readonly SwarmId[];
  /** Those that somebody invited this peer to: who knows one may learn that this peer does. */
  readonly invited: readonly SwarmId[];
  /** All that are asked for: these, and what is shared with nobody. */
  readonly wanted: readonly SwarmId[];
}

export interface TrackersParts {
  readonly self: PeerId;
  readonly own: OwnAnnouncements;
  readonly swarms: () => TrackedSwarms;
  /** Peers nearby, connected, that use this tracker. */
  readonly company: (tracker: TrackerName) => readonly PeerId[];
  /** All peers, connected, that use it. */
  readonly others: (tracker: TrackerName) => readonly PeerId[];
  readonly isNearby: (peer: PeerId) => boolean;
  /** Asks a connected peer. */
  readonly ask: (peer: PeerId, request: Exchange, signal: AbortSignal) => Promise<ExchangeAnswer>;
  /** How long is waited before anything is asked, and for more of the same, in milliseconds. */
  readonly settle?: number;
  readonly chance?: () => number;
  readonly clock?: Clock;
  readonly sealing?: Sealing;
  readonly openLine?: (url: string) => Pick<TrackerLine, 'read' | 'tell' | 'forget'>;
}

export interface TrackerStatus {
  readonly url: string;
  /** Seconds since it was heard; null if it was not yet. */
  readonly heardAgo: number | null;
  readonly problem: string | null;
}

/** Finds peers of my projects beyond the local network, through trackers and through those who ask them. */
export class Trackers implements Disposable {
  readonly events = new EventEmitter<{
    /** Where a peer of one of my projects says that it is. */
    found: [announcement: Announcement];
    /** Which trackers are used, or what is known of them. */
    changed: [];
    /** There are envelopes that those nearby may not have. */
    news: [];
  }>();
  readonly #parts: TrackersParts;
  readonly #rounds = new Map<
    string,
    { readonly name: TrackerName; readonly round: TrackerRound }
  >();
  readonly #clock: Clock;
  readonly #pool: EnvelopePool;
  readonly #finder: Finder;
  readonly #news: News;
  readonly #handed: HandedOver;
  readonly #asker: Asker;
  readonly #ended = new AbortController();
  readonly #together: number;

  constructor(parts: TrackersParts) {
    const { self, settle: together = TOGETHER, clock = OWN_CLOCK, sealing = SEALING } = parts;
    const { date } = clock;
    this.#parts = parts;
    this.#together = together;
    this.#clock = clock;
    this.#pool = new EnvelopePool(date, sealing);
    this.#handed = new HandedOver(sealing);
    const wanted = () => parts.swarms().wanted;
    const { chance = Math.random } = parts;
    this.#finder = new Finder({ self, date, sealing, chance, wanted });
    this.#finder.events.on('found', (found) => this.events.emit('found', found));
    this.#asker = new Asker({
      ...{ self, isNearby: parts.isNearby, ask: parts.ask, pool: this.#pool },
      // What is shared with nobody is proven to nobody.
      swarms: () => [...new Set([...parts.swarms().shown, ...parts.swarms().invited])],
      blinded: (swarms) => this.#finder.around(swarms),
      shards: () => partsOf(this.#wantedBits(), LIMITS.shardBits),
      own: (bits, isTold) => this.#own(bits, isTold),
    });
    this.#news = new News({
      ...{ clock, together },
      ask: (peer) => void this.#askNow(peer),
      // Nearby, it is somebody else who asks the tracker for this peer.
      isNeeded: (peer) => parts.isNearby(peer) || !this.#isHearing,
    });
  }

  get names(): readonly TrackerName[] {
    return [...this.#rounds.values()].map(({ name }) => name);
  }

  get status(): readonly TrackerStatus[] {
    return [...this.#rounds].map(([url, { round }]) => ({
      url,
      heardAgo: round.heardAgo,
      problem: round.problem,
    }));
  }

  /** From now on these are used. */
  use(urls: readonly string[]): void {
    for (const [url, { round }] of this.#rounds) {
      if (urls.includes(url)) continue;
      round[Symbol.dispose]();
      this.#rounds.delete(url);
    }
    for (const url of urls.slice(0, LIMITS.trackersPerPeer)) {
      if (!this.#rounds.has(url)) this.#rounds.set(url, this.#begin(url));
    }
    this.events.emit('changed');
  }

  /** My projects, or where I am, have changed, or somebody nearby has news. */
  hurry(delay = this.#together): void {
    for (const { round } of this.#rounds.values()) round.hurry(delay);
  }

  /** More projects are asked for than before: some of what is here, or was passed over, may be of them. */
  projectsChanged(): void {
    const opened = this.#pool.reopen(this.#finder.opener());
    this.#finder.tell(opened.map(({ announcement }) => announcement));
    for (const { round } of this.#rounds.values()) round.readAnew();
  }

  /** What somebody asks for who is connected, and tells in return. */
  answer(peer: PeerId, request: Exchange): ExchangeAnswer {
    this.#pool.met(peer);
    const isNearby = this.#parts.isNearby(peer);
    if (isNearby) {
      const wanted = new Set(this.#shards(LIMITS.shardBits));
      const now = this.#clock.date();
      const { isTold, isAsked } = this.#handed.take(peer, request, { wanted, now });
      if (isAsked) for (const { round } of this.#rounds.values()) round.readAnew();
      // What is handed over is to be told soon.
      if (isTold) this.hurry();
    }
    this.#take(request.envelopes.slice(0, LIMITS.projectsAnnounced), 'maker', peer);
    const { shown } = this.#parts.swarms();
    const pair = { asker: peer, asked: this.#parts.self };
    const known = provenOf(this.#finder.around(shown), request.proofs ?? [], pair);
    const proven = new Set(known.map(({ swarm }) => swarm));
    const own = known.length === 0 ? [] : this.#own(LIMITS.shardBits, (each) => proven.has(each));
    return {
      ...passOn(this.#pool, { request, isNearby, proven, own }),
      heard: [...this.#rounds.values()].flatMap(({ name, round }) => {
        const { heardAgo, bits } = round;
        return heardAgo === null ? [] : [{ tracker: name, ago: heardAgo, bits }];
      }),
    };
  }

  /** Somebody who is connected says which trackers it uses, and may have heard something new. */
  told(peer: PeerId, { trackers, seq }: Omit<TrackersEvent, 'type'>): void {
    this.#pool.met(peer);
    if (trackers.some((name) => this.names.includes(name))) this.#news.told(peer, seq);
  }

  left(peer: PeerId): void {
    this.#pool.left(peer);
    this.#handed.left(peer);
    this.#asker.left(peer);
    this.#news.left(peer);
  }

  /** What a file on a web server holds for others to find me, and whom I know. @param valid in seconds */
  export(valid: number): readonly Signed[] {
    const { shown } = this.#parts.swarms();
    const own = this.#parts.own.make({ swarms: shown, valid, bits: 0 });
    const known = this.#pool.all.filter(({ swarm }) => swarm !== null);
    const all = [...own, ...this.#handed.envelopes, ...known.map(({ signed }) => signed)];
    return [...new Map(all.map((each) => [each.signature, each])).values()];
  }

  [Symbol.dispose](): void {
    this.#ended.abort();
    this.#news[Symbol.dispose]();
    for (const { round } of this.#rounds.values()) round[Symbol.dispose]();
    this.#rounds.clear();
  }

  /** Whether trackers tell this peer what there is. */
  get #isHearing(): boolean {
    return [...this.#rounds.values()].some(
      ({ round: { heardAgo, problem } }) =>
        problem === null && heardAgo !== null && heardAgo < HEARD_LATELY,
    );
  }

  async #askNow(peer: PeerId): Promise<void> {
    const bits = Math.max(0, ...[...this.#rounds.values()].map(({ round }) => round.bits));
    try {
      const answer = await this.#asker.exchange(peer, bits, this.#ended.signal);
      this.#take(answer.envelopes, 'others');
    } catch {
      // It left, or was asked just now: the next round brings it.
    }
  }

  #begin(url: string): { name: TrackerName; round: TrackerRound } {
    const { self, company, settle, chance, openLine } = this.#parts;
    const clock = this.#clock;
    const name = trackerName(url);
    const round = new TrackerRound({
      ...{ self, name, clock, line: openLine?.(url) ?? new TrackerLine(url) },
      ...(settle === undefined ? {} : { settle }),
      ...(chance === undefined ? {} : { chance }),
      company: () => company(name),
      others: () => this.#parts.others(name),
      exchange: (peer, bits, signal) => this.#asker.exchange(peer, bits, signal),
      outgoing: (bits) => this.#outgoing(bits),
      shards: (bits) => this.#shards(bits),
      take: (envelopes, from) => this.#take(envelopes, from),
      onChange: () => this.events.emit('changed'),
    });
    return { name, round };
  }

  #outgoing(bits: number): readonly Signed[] {
    return [...this.#own(bits), ...this.#handed.envelopes];
  }

  #shards(bits: number): readonly string[] {
    const handed = this.#handed.shards.filter((each) => each.length >= bits);
    return partsOf([...this.#wantedBits(), ...handed], bits);
  }

  #wantedBits(): string[] {
    return this.#finder.wanted.map(({ bits }) => bits);
  }

  #own(bits: number, isTold: (swarm: SwarmId) => boolean = () => true): Signed[] {
    const { shown } = this.#parts.swarms();
    if (!shown.some(isTold)) return [];
    const all = this.#parts.own.current({ swarms: shown, valid: VALID, bits });
    return all.filter((_, place) => isTold(shown[place] as SwarmId));
  }

  /**
   * @param maker who sends what it says of itself; of nobody else it is heard then
   * @returns whether there was news of somebody's projects here
   */
  #take(envelopes: readonly unknown[], from: Source, maker: PeerId | null = null): boolean {
    const open = this.#finder.opener();
    const isListed = from === 'tracker';
    const isWanted = isListed ? this.#handed.isWanted : () => false;
    const fresh = this.#pool.take(envelopes, {
      ...{ isListed, isWanted },
      open: (envelope) => {
        const opened = open(envelope);
        return maker === null || opened?.announcement.peer === maker ? opened : null;
      },
    });
    const opened = fresh.flatMap((each) => each.opened?.announcement ?? []);
    const hasMoved = this.#finder.tell(opened);
    const added = fresh.filter(({ isNew }) => isNew).map(({ envelope }) => envelope);
    const isAwaited = this.#handed.came(added);
    // That somebody is still where it was is no news; nor is what is sealed for others, which would never end.
    const isNews = hasMoved || isAwaited;
    // Whoever it is from has told of it already: else everybody would ask everybody.
    if (isNews && from !== 'others') this.events.emit('news');
    return isNews;
  }
}
