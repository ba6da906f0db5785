import { EventEmitter } from 'node:events';
import { LRUCache } from 'lru-cache';
import { daysAround } from '../../shared/domain/reach/days.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type {
  Announcement,
  Exchange,
  ExchangeAnswer,
  Signed,
  TrackerName,
} from '../../shared/gtp/tracker.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import { type BlindedSwarm, blind } from './blinding.ts';
import { EnvelopePool } from './envelope-pool.ts';
import { type CheckedEnvelope, checkEnvelope, openEnvelope } from './envelopes.ts';
import { MOST_SWARMS, type OwnAnnouncements } from './own-announcements.ts';
import { TrackerLine } from './tracker-line.ts';
import { trackerName } from './tracker-name.ts';
import { partsOf, TrackerRound } from './tracker-round.ts';

/** How long an announcement of mine holds, in seconds. */
const VALID = 2 * 60 * 60;
/** Whose announcements are told for them. */
const MOST_HANDED = 256;
/** Peers that are remembered for the numbers of their announcements. */
const MOST_PEERS = 4_000;
/** Peers of one project that are told of: more than anybody has teammates. */
const MOST_PER_SWARM = 128;
/** How soon one peer is asked again for what it has heard, and what is told is asked for together, in milliseconds. */
const ASKED_AGAIN = 10_000;
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
  readonly #pool = new EnvelopePool();
  /** What each peer has said last of where it is. */
  readonly #last = new LRUCache<PeerId, { readonly seq: number; readonly places: string }>({
    max: MOST_PEERS,
  });
  /** What those nearby want told for them, and asked for. */
  readonly #handed = new LRUCache<PeerId, Handed>({ max: MOST_HANDED });
  readonly #blinded = new LRUCache<string, BlindedSwarm>({ max: 1_024 });

  readonly #ended = new AbortController();
  /** Whom it is soon to ask. */
  readonly #waiting = new Map<PeerId, NodeJS.Timeout>();
  readonly #askedAt = new LRUCache<PeerId, number>({ max: MOST_PEERS });

  readonly #together: number;

  constructor(parts: TrackersParts) {
    this.#together = parts.settle ?? TOGETHER;
    this.#parts = parts;
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
    this.#found(this.#pool.all);
    this.hurry();
  }

  /** What somebody asks for who is connected, and tells in return. */
  answer(peer: PeerId, request: Exchange): ExchangeAnswer {
    const now = Date.now();
    if (this.#parts.isNearby(peer)) {
      const checked = request.envelopes
        .slice(0, MOST_SWARMS)
        .flatMap((each) => checkEnvelope(each, now)?.signed ?? []);
      this.#handed.set(peer, { envelopes: checked, shards: request.shards });
    }
    // What is handed over is to be told soon.
    if (this.#take(request.envelopes)) this.hurry();
    const own = this.#own(LIMITS.shardBits).filter(({ signed }) =>
      request.shards.some((wanted) => String(signed.shard).startsWith(wanted)),
    );
    const envelopes = [...own, ...this.#pool.of(request.shards)];
    return {
      envelopes: envelopes.slice(0, LIMITS.envelopesPerDocument),
      heard: [...this.#rounds.values()].flatMap(({ name, round }) => {
        const { heardAgo, bits } = round;
        return heardAgo === null ? [] : [{ tracker: name, ago: heardAgo, bits }];
      }),
    };
  }

  /** Somebody who is connected has heard something new: it is asked, though not all the time. */
  askSoon(peer: PeerId): void {
    if (this.#waiting.has(peer)) return;
    const since = performance.now() - (this.#askedAt.get(peer) ?? Number.NEGATIVE_INFINITY);
    const wait = Math.max(this.#together, ASKED_AGAIN - since);
    this.#waiting.set(peer, setTimeout(() => void this.#askNow(peer), wait).unref());
  }

  /** Somebody has left: what it wanted is nobody's wish any more. */
  left(peer: PeerId): void {
    this.#handed.delete(peer);
    clearTimeout(this.#waiting.get(peer));
    this.#waiting.delete(peer);
  }

  /** What a file on a web server holds for others to find me, and whom I know. @param valid in seconds */
  export(valid: number): readonly Signed[] {
    const { shown } = this.#parts.swarms();
    const own = this.#parts.own.make({ swarms: shown, valid, bits: 0 });
    return [...own, ...this.#pool.all.map(({ signed }) => signed)];
  }

  [Symbol.dispose](): void {
    this.#ended.abort();
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const { round } of this.#rounds.values()) round[Symbol.dispose]();
    this.#rounds.clear();
  }

  async #askNow(peer: PeerId): Promise<void> {
    this.#waiting.delete(peer);
    this.#askedAt.set(peer, performance.now());
    const bits = Math.max(0, ...[...this.#rounds.values()].map(({ round }) => round.bits));
    try {
      const answer = await this.#parts.ask(peer, this.#request(bits), this.#ended.signal);
      this.#take(answer.envelopes);
    } catch {
      // It left, or was asked just now: the next round brings it.
    }
  }

  #begin(url: string): { name: TrackerName; round: TrackerRound } {
    const { self, company, ask, settle, chance, openLine } = this.#parts;
    const name = trackerName(url);
    const round = new TrackerRound({
      ...{ self, name, line: openLine?.(url) ?? new TrackerLine(url) },
      ...(settle === undefined ? {} : { settle }),
      ...(chance === undefined ? {} : { chance }),
      company: () => company(name),
      others: () => this.#parts.others(name),
      exchange: (peer, bits, signal) => ask(peer, this.#request(bits), signal),
      outgoing: (bits) => this.#outgoing(bits),
      shards: (bits) => this.#shards(bits),
      take: (envelopes) => void this.#take(envelopes),
      onChange: () => this.events.emit('changed'),
    });
    return { name, round };
  }

  #request(bits: number): Exchange {
    return { envelopes: [...this.#own(bits)], shards: [...partsOf(this.#wantedBits(), bits)] };
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
    return this.#wanted().map(({ bits }) => bits);
  }

  /** The projects that are asked for, as they are called today, and around midnight on both days. */
  #wanted(): BlindedSwarm[] {
    const days = daysAround(Date.now());
    return this.#parts
      .swarms()
      .wanted.flatMap((swarm) => days.map((day) => this.#blind(swarm, day)));
  }

  #blind(swarm: SwarmId, day: number): BlindedSwarm {
    const key = `${swarm} ${day}`;
    const known = this.#blinded.get(key) ?? blind(swarm, day);
    this.#blinded.set(key, known);
    return known;
  }

  #own(bits: number): readonly Signed[] {
    return this.#parts.own.current({ swarms: this.#parts.swarms().shown, valid: VALID, bits });
  }

  /** @returns whether something new was among them */
  #take(envelopes: readonly unknown[]): boolean {
    const fresh = this.#pool.take(envelopes, (envelope) => this.#open(envelope) !== null);
    const hasMoved = this.#found(fresh.map(({ envelope }) => envelope));
    // That somebody is still where it was is no news.
    const isNews = hasMoved || fresh.some(({ isNew }) => isNew);
    if (isNews) this.events.emit('news');
    return isNews;
  }

  /** Tells where peers are, of each the latest. @returns whether one is elsewhere than before */
  #found(envelopes: readonly CheckedEnvelope[]): boolean {
    let hasMoved = false;
    const opened = envelopes.flatMap((envelope) => this.#open(envelope) ?? []);
    const counts = new Map<string, number>();
    for (const found of opened.sort((one, other) => other.seq - one.seq)) {
      const count = (counts.get(found.swarm) ?? 0) + 1;
      counts.set(found.swarm, count);
      const before = this.#last.get(found.peer);
      const isOld = before !== undefined && found.seq <= before.seq;
      if (found.peer === this.#parts.self || isOld || count > MOST_PER_SWARM) continue;
      const places = JSON.stringify([found.endpoints, found.relays]);
      if (places !== before?.places) hasMoved = true;
      this.#last.set(found.peer, { seq: found.seq, places });
      this.events.emit('found', found);
    }
    return hasMoved;
  }

  /** Null for one that is of none of my projects. */
  #open(envelope: CheckedEnvelope): Announcement | null {
    for (const swarm of this.#parts.swarms().wanted) {
      const found = openEnvelope(envelope, this.#blind(swarm, envelope.envelope.day));
      if (found !== null) return found;
    }
    return null;
  }
}
