import { EventEmitter } from 'node:events';
import { LRUCache } from 'lru-cache';
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
import { upTo } from '../../shared/up-to.ts';
import { type Clock, OWN_CLOCK } from '../waiting/alarm.ts';
import { partsOf } from './blinding.ts';
import { EnvelopePool } from './envelope-pool.ts';
import { type CheckedEnvelope, SEALING, type Sealing } from './envelopes.ts';
import { Finder } from './finder.ts';
import { News } from './news.ts';
import { MOST_SWARMS, type OwnAnnouncements } from './own-announcements.ts';
import { TrackerLine } from './tracker-line.ts';
import { trackerName } from './tracker-name.ts';
import { type Source, TrackerRound } from './tracker-round.ts';

/** How long an announcement of mine holds, in seconds. */
const VALID = 2 * 60 * 60;
/** Whose announcements are told for them. */
const MOST_HANDED = 256;
/** Peers whose last answers are remembered. */
const MOST_HEARD = 4_000;
/** For how long what is told is asked for together, in milliseconds. */
const TOGETHER = 2_000;

export interface TrackersParts {
  readonly self: PeerId;
  readonly own: OwnAnnouncements;
  /** Of the projects that others may see, and of all that are asked for. */
  readonly swarms: () => {
    readonly shown: readonly SwarmId[];
    readonly wanted: readonly SwarmId[];
  };
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
  readonly openLine?: (url: string) => Pick<TrackerLine, 'read' | 'tell'>;
}

export interface TrackerStatus {
  readonly url: string;
  /** Seconds since it was heard; null if it was not yet. */
  readonly heardAgo: number | null;
  readonly problem: string | null;
}

/** What somebody nearby wants told and asked for. */
interface Handed {
  readonly envelopes: readonly Signed[];
  readonly shards: readonly string[];
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
  readonly #sealing: Sealing;
  readonly #pool: EnvelopePool;
  readonly #finder: Finder;
  readonly #news: News;
  /** What those nearby want told for them, and asked for. */
  readonly #handed = new LRUCache<PeerId, Handed>(upTo(MOST_HANDED));
  /** The parts that were asked for, of each peer, and what its answer called what it knew. */
  readonly #heardOf = new LRUCache<PeerId, { readonly shards: string; readonly upTo: number }>(
    upTo(MOST_HEARD),
  );
  /** Parts that somebody nearby wants, and nobody wanted before. */
  readonly #awaited = new Set<string>();
  readonly #ended = new AbortController();
  readonly #together: number;

  constructor(parts: TrackersParts) {
    const { self, settle: together = TOGETHER, clock = OWN_CLOCK, sealing = SEALING } = parts;
    const { date } = clock;
    this.#parts = parts;
    this.#together = together;
    this.#clock = clock;
    this.#sealing = sealing;
    this.#pool = new EnvelopePool(date, sealing);
    const wanted = () => parts.swarms().wanted;
    const { chance = Math.random } = parts;
    this.#finder = new Finder({ self, date, sealing, chance, wanted });
    this.#finder.events.on('found', (found) => this.events.emit('found', found));
    this.#news = new News({ clock, together, ask: (peer) => void this.#askNow(peer) });
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

  /** More projects are asked for than before: some of what is here may be of them. */
  projectsChanged(): void {
    this.#finder.look(this.#pool.all);
    this.hurry();
  }

  /** What somebody asks for who is connected, and tells in return. */
  answer(peer: PeerId, request: Exchange): ExchangeAnswer {
    const now = this.#clock.date();
    if (this.#parts.isNearby(peer)) {
      const checked = request.envelopes
        .slice(0, MOST_SWARMS)
        .flatMap((each) => this.#sealing.check(each, now)?.signed ?? []);
      const wanted = new Set(this.#shards(LIMITS.shardBits));
      const awaited = request.shards.filter((shard) => !wanted.has(shard));
      for (const shard of awaited) this.#awaited.add(shard);
      this.#handed.set(peer, { envelopes: checked, shards: request.shards });
      if (awaited.length > 0) this.hurry();
    }
    // What is handed over is to be told soon.
    if (this.#take(request.envelopes, 'maker').isNew) this.hurry();
    const own = this.#own(LIMITS.shardBits).filter(({ signed }) =>
      request.shards.some((wanted) => String(signed.shard).startsWith(wanted)),
    );
    const envelopes = [...own, ...this.#pool.of(request.shards, request.since)];
    return {
      envelopes: envelopes.slice(0, LIMITS.envelopesPerDocument),
      heard: [...this.#rounds.values()].flatMap(({ name, round }) => {
        const { heardAgo, bits } = round;
        return heardAgo === null ? [] : [{ tracker: name, ago: heardAgo, bits }];
      }),
      upTo: this.#pool.taken,
    };
  }

  /** Somebody who is connected says which trackers it uses, and may have heard something new. */
  told(peer: PeerId, { trackers, seq }: Omit<TrackersEvent, 'type'>): void {
    if (trackers.some((name) => this.names.includes(name))) this.#news.told(peer, seq);
  }

  /** Somebody has left: what it wanted is nobody's wish any more. */
  left(peer: PeerId): void {
    this.#handed.delete(peer);
    this.#heardOf.delete(peer);
    this.#news.left(peer);
  }

  /** What a file on a web server holds for others to find me, and whom I know. @param valid in seconds */
  export(valid: number): readonly Signed[] {
    const { shown } = this.#parts.swarms();
    const own = this.#parts.own.make({ swarms: shown, valid, bits: 0 });
    return [...own, ...this.#pool.all.map(({ signed }) => signed)];
  }

  [Symbol.dispose](): void {
    this.#ended.abort();
    this.#news[Symbol.dispose]();
    for (const { round } of this.#rounds.values()) round[Symbol.dispose]();
    this.#rounds.clear();
  }

  async #askNow(peer: PeerId): Promise<void> {
    const bits = Math.max(0, ...[...this.#rounds.values()].map(({ round }) => round.bits));
    try {
      const answer = await this.#exchange(peer, bits, this.#ended.signal);
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
      exchange: (peer, bits, signal) => this.#exchange(peer, bits, signal),
      outgoing: (bits) => this.#outgoing(bits),
      shards: (bits) => this.#shards(bits),
      take: (envelopes, from) => this.#take(envelopes, from).isNews,
      onChange: () => this.events.emit('changed'),
    });
    return { name, round };
  }

  /** Asks a peer for what it has heard since the last time. @param bits how many my announcements tell */
  async #exchange(peer: PeerId, bits: number, signal: AbortSignal): Promise<ExchangeAnswer> {
    const shards = [...partsOf(this.#wantedBits(), LIMITS.shardBits)];
    const known = this.#heardOf.get(peer);
    const since = known?.shards === shards.join(' ') ? known.upTo : 0;
    const request = { envelopes: [...this.#own(bits)], shards, since };
    const answer = await this.#parts.ask(peer, request, signal);
    this.#heardOf.set(peer, { shards: shards.join(' '), upTo: answer.upTo ?? 0 });
    return answer;
  }

  #outgoing(bits: number): readonly Signed[] {
    return [
      ...this.#own(bits),
      ...[...this.#handed.values()].flatMap(({ envelopes }) => envelopes),
    ];
  }

  #shards(bits: number): readonly string[] {
    const handed = [...this.#handed.values()].flatMap(({ shards }) => shards);
    return partsOf([...this.#wantedBits(), ...handed.filter((each) => each.length >= bits)], bits);
  }

  #wantedBits(): string[] {
    return this.#finder.wanted.map(({ bits }) => bits);
  }

  #own(bits: number): readonly Signed[] {
    return this.#parts.own.current({ swarms: this.#parts.swarms().shown, valid: VALID, bits });
  }

  /** @returns whether there was something new among them, and whether that is of somebody's projects here */
  #take(
    envelopes: readonly unknown[],
    from: Source,
  ): { readonly isNew: boolean; readonly isNews: boolean } {
    const open = this.#finder.opener();
    const fresh = this.#pool.take(envelopes, (each) => open(each) !== null);
    const hasMoved = this.#finder.look(fresh.map(({ envelope }) => envelope));
    const added = fresh.filter(({ isNew }) => isNew).map(({ envelope }) => envelope);
    const isAwaited = this.#hasAwaited(added);
    // That somebody is still where it was is no news; nor is what is sealed for others, which would never end.
    const isNews = hasMoved || isAwaited;
    // Whoever it is from has told of it already: else everybody would ask everybody.
    if (isNews && from !== 'others') this.events.emit('news');
    return { isNew: hasMoved || added.length > 0, isNews };
  }

  #hasAwaited(added: readonly CheckedEnvelope[]): boolean {
    if (this.#awaited.size === 0) return false;
    const come = [...this.#awaited].filter((awaited) =>
      added.some(({ envelope }) => awaited.startsWith(envelope.shard)),
    );
    for (const shard of come) this.#awaited.delete(shard);
    return come.length > 0;
  }
}
