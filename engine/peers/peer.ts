import type { Socket } from 'node:net';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import type { Presence } from '../../shared/api/state.ts';
import { hostOf, parseAddress } from '../../shared/domain/address.ts';
import type { TrackersEvent } from '../../shared/gtp/events.ts';
import type { Manifest } from '../../shared/gtp/manifest.ts';
import type { PeerId } from '../../shared/ids.ts';
import { ManifestTooLongError } from '../errors/peer-failures.ts';
import { UnreachableError } from '../errors/peers.ts';
import type { Link } from '../gtp/link.ts';
import type { Pace } from '../waiting/pace.ts';
import { connectedOver } from './dialling/connected-over.ts';
import { Dialler, type DialWays, type Places } from './dialling/dialler.ts';
import { isAsFar } from './dialling/is-as-far.ts';
import { takesPlace } from './dialling/replaces.ts';
import type { CheckedManifest } from './fetch-manifest.ts';
import { Holdings } from './holdings.ts';
import { PeerClock } from './peer-clock.ts';
import { PeerSession } from './peer-session.ts';
import type { ManifestDesk } from './population/manifest-desk.ts';

/** Of two peers that see each other at once, the one with the higher id lets the other dial first. */
const POLITE_DELAY = 300;
/** How long a peer that left is still tried, in milliseconds: a network that was gone may return. */
const RETRY_AFTER_LEAVING = 10 * 60_000;
/** A goodbye on the network is checked with a ping of at most this many milliseconds. */
const GOODBYE_PING = 500;

export interface PeerContext {
  readonly self: PeerId;
  /** Connects to this very peer, when it is its turn. */
  dial(peer: Peer, ways: DialWays, signal: AbortSignal): Promise<Link>;
  /** Whether it may be reached by hole punching at this moment. */
  punches(peer: Peer): boolean;
  /** A connection for bulk to this very peer, beside the link. */
  dialBulk(peer: Peer, places: readonly Endpoint[], signal: AbortSignal): Promise<Socket>;
  readonly desk: ManifestDesk;
  lastSeq(peer: PeerId): number;
  onManifest(peer: Peer, checked: CheckedManifest): void;
  /** It passes on a manifest of `author`. */
  onRelayed(peer: Peer, author: PeerId, seq: number): void;
  onChange(peer: Peer): void;
  /** Only how far it is has changed. */
  onPulse(peer: Peer): void;
  /** It told of blocks that it passes on. */
  onBlocks(peer: Peer): void;
}

/** Another peer: where it may be, the connection to it, and what it said last. */
export class Peer implements Disposable {
  readonly id: PeerId;
  /** What it passes on, as long as it is connected. */
  readonly holdings = new Holdings();
  readonly #context: PeerContext;
  #sightedName = '';
  #session: PeerSession | null = null;
  #manifest: Manifest | null = null;
  #presence: Presence = { state: 'connecting' };
  #problem: string | null = null;
  /** What was wrong with something it passed on; holds as long as the connection. */
  #relayProblem: string | null = null;
  readonly clock = new PeerClock();
  readonly #pace: Pace;
  readonly #dialler: Dialler;
  /** When it left, in milliseconds since the epoch, and of the clock that only goes forward. */
  #left: { readonly at: number; readonly clock: number } | null = null;
  #host: string | null = null;
  #trackers: TrackersEvent | null = null;
  #spokenSince: number | null = null;
  #usedAt = performance.now();
  /** The user asked for it, by its address. */
  isAskedFor = false;

  constructor(id: PeerId, pace: Pace, context: PeerContext) {
    this.id = id;
    this.#context = context;
    this.#pace = pace;
    this.#dialler = new Dialler({
      pace,
      dial: (ways, signal) => context.dial(this, ways, signal),
      isAround: () => this.link?.isDirect === false,
      punches: () => context.punches(this),
      onLink: (link) => this.adopt(link),
      onFailure: (error) => this.#failed(error),
    });
  }

  /** As it calls itself: in its manifest, or else on the network. */
  get name(): string {
    return this.#manifest?.name ?? this.#sightedName;
  }

  /** Null unless connected. */
  get link(): Link | null {
    return this.#session?.link ?? null;
  }

  /** The last one that was accepted, while the peer is connected. */
  get manifest(): Manifest | null {
    return this.#session === null ? null : this.#manifest;
  }

  get presence(): Presence {
    return this.#presence;
  }

  /** The IP address of its last connection; null for one that was only heard of. */
  get host(): string | null {
    return this.#host;
  }

  /** Since when it has told what it shares, on this connection, as `performance.now`; null if it has not. */
  get spokenSince(): number | null {
    return this.#spokenSince;
  }

  /** When it was last seen, connected or lost, as `performance.now`. */
  get usedAt(): number {
    return this.#usedAt;
  }

  /** Which trackers it uses, if it has said so on this connection. */
  get trackers(): TrackersEvent | null {
    return this.#session === null ? null : this.#trackers;
  }

  get problem(): string | null {
    return this.#problem ?? this.#relayProblem ?? this.clock.sentence;
  }

  passedOnWrongly(sentence: string): void {
    this.#relayProblem = sentence;
    this.#context.onChange(this);
  }

  /** It was here in an earlier run of Shoal, or others speak of it. @param at milliseconds since the epoch */
  rememberedFrom(at: number): void {
    this.#presence = { state: 'left', at };
  }

  /** It was seen at these places; the best come first. */
  seen(name: string, endpoints: readonly Endpoint[]): void {
    this.#sightedName = name;
    this.#usedAt = performance.now();
    this.#dialler.sawAt(endpoints);
    if (this.#session !== null) this.#located(this.#session);
    // A relay, or a punched hole, is a way around: here may be a direct one.
    if (this.#session?.link.isDirect !== true) this.#hurry();
  }

  /** It has said where it is beyond the network. */
  toldOf(places: Places): void {
    this.#usedAt = performance.now();
    this.#dialler.toldOf(places);
    if (this.#session === null) this.#hurry();
  }

  #hurry(): void {
    const isPolite = this.#context.self > this.id;
    this.#dialler.hurry(isPolite ? POLITE_DELAY : 0);
  }

  /** Somebody said that it left; the connection knows better. */
  async saidGoodbye(): Promise<void> {
    if (this.#session !== null) await this.#session.beat(GOODBYE_PING);
    else this.#leave();
  }

  /** Checks the connection if it is time; to be called every few seconds. */
  look(): void {
    this.#session?.look();
  }

  /** The network changed: check the connection, or try again, at once. */
  refresh(): void {
    this.#pace.forgive();
    if (this.#session !== null) void this.#session.beat();
    else this.#dialler.dialIn(0);
  }

  /** Takes a connection, dialled by either side. Of two, both sides keep the same one. */
  adopt(link: Link): void {
    const current = this.link;
    if (current !== null && !current.isClosed && !takesPlace(link, current)) return;
    this.#session?.[Symbol.dispose]();
    this.#dialler.stop();
    if (link.isDirect) {
      if (link.initiator === this.#context.self) this.#dialler.provedAt(parseAddress(link.address));
      else link.bulk.dialBy((signal) => this.#dialBulk(link, signal));
    }
    this.#left = null;
    this.#host = hostOf(link.address);
    [this.#spokenSince, this.#trackers] = [null, null];
    this.#usedAt = performance.now();
    this.holdings.clear();
    const session = new PeerSession(link, this.#context.desk, {
      lastSeq: () => this.#context.lastSeq(this.id),
      onNoRoom: () => {
        this.#manifest = null;
        this.#setProblem(new ManifestTooLongError().message);
      },
      onManifest: (checked) => {
        this.#manifest = checked.manifest;
        this.#spokenSince ??= performance.now();
        this.#pace.works();
        this.#context.onManifest(this, checked);
      },
      onClock: (date) => this.clock.says(date),
      onRelayed: (author, seq) => this.#context.onRelayed(this, author, seq),
      onBlocks: (reel, blocks, sendsRuns) => {
        this.holdings.add(reel, blocks, sendsRuns);
        this.#context.onBlocks(this);
      },
      onTrackers: (told) => {
        this.#trackers = told;
        this.#context.onChange(this);
      },
      onProblem: (sentence) => this.#setProblem(sentence),
      onRoundTrip: (milliseconds) => this.#connected(session, milliseconds),
    });
    this.#session = session;
    this.#problem = null;
    this.#relayProblem = null;
    this.#connected(session, null);
    void link.closed.then(() => this.#lost(session));
  }

  [Symbol.dispose](): void {
    this.#dialler[Symbol.dispose]();
    const session = this.#session;
    this.#session = null;
    session?.[Symbol.dispose]();
    session?.link[Symbol.dispose]();
  }

  #dialBulk(link: Link, signal: AbortSignal): Promise<Socket> | null {
    const places = this.#dialler.placesOf(link);
    return places.length === 0 ? null : this.#context.dialBulk(this, places, signal);
  }

  #connected(session: PeerSession, roundTripMs: number | null): void {
    if (this.#session !== session) return;
    const address = this.#dialler.addressOf(session.link, this.#context.self);
    if (roundTripMs !== null && isAsFar(this.#presence, roundTripMs)) return;
    this.#presence = connectedOver(session.link, address, roundTripMs);
    if (roundTripMs === null) this.#context.onChange(this);
    else this.#context.onPulse(this);
  }

  /** More is known of where it can be reached. */
  #located(session: PeerSession): void {
    const address = this.#dialler.addressOf(session.link, this.#context.self);
    if (this.#presence.state !== 'connected' || this.#presence.address === address) return;
    this.#presence = { ...this.#presence, address };
    this.#context.onChange(this);
  }

  #lost(session: PeerSession): void {
    session[Symbol.dispose]();
    if (this.#session !== session) return;
    this.#session = null;
    this.#spokenSince = null;
    this.#usedAt = performance.now();
    this.holdings.clear();
    // Gone until shown otherwise: a teammate who left must not linger while it is dialled again.
    this.#leave();
    this.#dialler.again();
  }

  #leave(): void {
    this.#left ??= { at: Date.now(), clock: performance.now() };
    if (this.#presence.state !== 'left') this.#presence = { state: 'left', at: this.#left.at };
    this.#context.onChange(this);
  }

  #failed(error: unknown): void {
    // What was looked for was only a better way.
    if (this.#session !== null) return;
    // Nobody here has seen it: it is no teammate that cannot be reached.
    if (this.#dialler.sighted.length === 0 && !this.isAskedFor) this.#leave();
    else if (this.#left === null) {
      this.#presence = { state: 'unreachable' };
      this.#problem = error instanceof UnreachableError ? null : (error as Error).message;
      this.#context.onChange(this);
    }
    const gone = this.#left === null ? 0 : performance.now() - this.#left.clock;
    if (gone <= RETRY_AFTER_LEAVING) this.#dialler.again();
  }

  #setProblem(sentence: string | null): void {
    if (this.#problem === sentence) return;
    this.#problem = sentence;
    this.#context.onChange(this);
  }
}
