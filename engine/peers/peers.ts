import { EventEmitter } from 'node:events';
import type { Endpoint, Sighting } from '../../shared/api/engine-contract.ts';
import type { Peer as PeerState } from '../../shared/api/state.ts';
import { oneLine } from '../../shared/domain/words/text.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Vouch } from '../../shared/gtp/manifest.ts';
import { type PeerId, shortId } from '../../shared/ids.ts';
import { NotTrustedError, UnknownPeerError } from '../errors/peers.ts';
import { type DialOptions, dial, dialBulk } from '../gtp/dial.ts';
import type { Link } from '../gtp/link.ts';
import type { DialWays, Places } from './dialling/dialler.ts';
import { Ways } from './dialling/ways.ts';
import { type LastKnown, lastKnownOf } from './last-known.ts';
import type { LastManifests } from './last-manifests.ts';
import type { Peer, PeerContext } from './peer.ts';
import { ClockWatch } from './peer-clock.ts';
import type { PeerRecords } from './peer-records.ts';
import { ManifestDesk } from './population/manifest-desk.ts';
import { peerState } from './population/peer-state.ts';
import type { PeersEvents, PeersParts } from './population/peers-parts.ts';
import { Population } from './population/population.ts';
import { type Links, RelayIntake } from './relay-intake.ts';
import { Vouching } from './vouching.ts';

/**
 * How often every connection is looked at, in milliseconds. With the time that an answer may take, it is
 * how late a dead host can be noticed.
 */
const LOOK = 7_000;

/** All peers seen since the start, and the trusted ones of whom something is kept. */
export class Peers implements Links, Disposable {
  readonly events = new EventEmitter<PeersEvents>();
  readonly #peers: Population;
  readonly #records: PeerRecords;
  readonly #lastManifests: LastManifests;
  readonly #relay: RelayIntake;
  readonly #dialOptions: Pick<DialOptions, 'identity' | 'handle' | 'port'>;
  readonly #ways: Ways;
  readonly #punching: PeersParts['punching'];
  readonly #looking: NodeJS.Timeout;
  readonly #vouching: Vouching;

  constructor(parts: PeersParts) {
    const { identity, records, lastManifests, handle, port, relays, punching, isKept } = parts;
    // Each transfer listens while it receives.
    this.events.setMaxListeners(0);
    this.#records = records;
    this.#lastManifests = lastManifests;
    this.#vouching = new Vouching(records, (peer) => this.#vouchesOf(peer));
    const desk = new ManifestDesk((peer) => !records.isTrusted(peer));
    const self = identity.id;
    this.#relay = new RelayIntake({ self, records, lastManifests, links: this, desk, isKept });
    this.#relay.events.on('announced', (event) => this.events.emit('relayed', event));
    this.#relay.events.on('news', (peer) => this.showLastKnown(peer));
    this.#relay.events.on('problem', (peer, sentence) =>
      this.find(peer)?.passedOnWrongly(sentence),
    );
    // One timer for all: fifty of their own would wake the engine fifty times as often.
    const clock = new ClockWatch();
    this.#looking = setInterval(() => {
      for (const peer of this.all) peer.look();
      if (clock.wasSet()) this.#clockSet();
    }, LOOK);
    this.#dialOptions = { identity, handle, port };
    this.#punching = punching;
    this.#ways = new Ways(this.#dialOptions, relays, punching);
    const context: PeerContext = {
      self,
      dial: (peer, ways, signal) => this.#dial(peer, ways, signal),
      punches: (peer) => this.#punching.isUp && (peer.isAskedFor || !this.#isStranger(peer)),
      dialBulk: ({ id: expected }, places, signal) =>
        dialBulk(places, { identity, expected, signal }),
      desk,
      lastSeq: (id) => records.find(id)?.seq ?? 0,
      onManifest: (peer, checked) => {
        // What could not be written holds in memory, and is written with the next one.
        records.sawManifest(peer.id, checked.manifest, peer.host).catch(() => {});
        lastManifests.keep(checked).catch(() => {});
        this.#relay.met(peer.id).catch(() => {});
        this.#vouchesChanged(peer.id);
        this.events.emit('changed', peer.id);
      },
      onRelayed: (peer, author, seq) => {
        this.#relay.heard(peer.id, author, seq).catch(() => {});
      },
      onPulse: (peer) => this.events.emit('pulse', peer.id),
      onBlocks: (peer) => this.events.emit('blocks', peer.id),
      onChange: (peer) => this.#onChange(peer),
    };
    this.#peers = new Population(records, context, (id) => {
      // Of one that is trusted what it shared is kept: it is shown without ever having been here.
      if (!this.isTrusted(id)) lastManifests.forget(id).catch(() => {});
      this.events.emit('changed', id);
    });
  }

  get all(): readonly Peer[] {
    return this.#peers.all;
  }

  find(id: PeerId): Peer | null {
    return this.#peers.find(id) ?? null;
  }

  linkTo(id: PeerId): Link | null {
    return this.#peers.find(id)?.link ?? null;
  }

  /** Calls `listener` when peers come, go, share something else, or have received blocks. */
  watch(listener: () => void): Disposable {
    this.events.on('changed', listener).on('blocks', listener);
    return {
      [Symbol.dispose]: () => void this.events.off('changed', listener).off('blocks', listener),
    };
  }

  seen({ peer: id, name, endpoints }: Sighting): void {
    if (id === this.#dialOptions.identity.id) return;
    this.#peers.obtain(id).seen(oneLine(name, LIMITS.nameLength), endpoints);
  }

  /** A peer has said where it is beyond the network. */
  toldOf(id: PeerId, places: Places): void {
    if (id !== this.#dialOptions.identity.id) this.#peers.obtain(id).toldOf(places);
  }

  async saidGoodbye(id: PeerId): Promise<void> {
    await this.#peers.find(id)?.saidGoodbye();
  }

  refresh(): void {
    for (const peer of this.all) peer.refresh();
  }

  /** Takes a connection that a peer dialled. */
  accept(link: Link): void {
    this.#peers.obtain(link.peer).adopt(link);
  }

  /**
   * Dials an address that the user typed.
   * @throws UnreachableError, WrongPeerError (also if it is this peer itself)
   */
  async connect(endpoint: Endpoint, signal: AbortSignal): Promise<PeerId> {
    const link = await dial([endpoint], { ...this.#dialOptions, signal });
    const peer = this.#peers.obtain(link.peer);
    peer.isAskedFor = true;
    peer.seen('', [endpoint]);
    peer.adopt(link);
    return link.peer;
  }

  /**
   * Connects to a peer that the user wants to reach, where it is said to be; tries again later if need be.
   * @throws UnreachableError, WrongPeerError, the signal's reason
   */
  async reach(id: PeerId, places: Places, signal: AbortSignal): Promise<void> {
    const peer = this.#peers.obtain(id);
    peer.isAskedFor = true;
    if (peer.link !== null) return;
    try {
      const ways = { ...places, punches: this.#punching.isUp };
      peer.adopt(await this.#ways.dial(id, ways, { isStranger: false, signal }));
    } finally {
      peer.toldOf(places);
    }
  }

  /** @throws UnknownPeerError */
  async setTrusted(id: PeerId, trusted: boolean): Promise<void> {
    const name = this.nameOf(id);
    if (name === null) throw new UnknownPeerError();
    await this.#records.setTrusted(id, name, trusted);
    await this.#lastManifests.sort(id);
    this.events.emit('trust');
    this.#onChange(this.#peers.obtain(id));
    this.#vouchesChanged(id);
    this.#relay.met(id).catch(() => {});
  }

  /** @throws UnknownPeerError, NotTrustedError */
  async setVouched(id: PeerId, vouched: boolean): Promise<void> {
    const name = this.nameOf(id);
    if (name === null) throw new UnknownPeerError();
    if (vouched && !this.isTrusted(id)) throw new NotTrustedError(name);
    await this.#records.setVouched(id, name, vouched);
    this.events.emit('changed', id);
  }

  isDepot(id: PeerId): boolean {
    return this.find(id)?.manifest?.depot === true;
  }

  /** What everyone may know of it is kept from now on, to be passed on. */
  async meet(id: PeerId): Promise<void> {
    await this.#relay.met(id);
  }

  /** What it shared when it was last here, as far as that is kept; null while it is connected. */
  lastKnown(id: PeerId): LastKnown | null {
    if (this.#peers.find(id)?.manifest != null) return null;
    return lastKnownOf(this.#lastManifests, id, Date.now());
  }

  /** Brings back the trusted peers that earlier runs of Shoal have met. */
  restore(): void {
    const trusted = this.#lastManifests.all.filter(({ manifest }) => this.isTrusted(manifest.peer));
    for (const { manifest } of trusted) this.showLastKnown(manifest.peer);
    this.tryPunching();
  }

  /** Hole punching works from now on: those who are away may be reached by it. */
  tryPunching(): void {
    if (!this.#punching.isUp) return;
    for (const peer of this.all) if (peer.link === null) peer.refresh();
  }

  /** More is known of a peer that is away. */
  showLastKnown(id: PeerId): void {
    const last = this.lastKnown(id);
    if (last === null) return;
    if (this.find(id) === null) this.#peers.obtain(id).rememberedFrom(last.asOf);
    this.#vouchesChanged(id);
    this.events.emit('changed', id);
  }

  isTrusted(id: PeerId): boolean {
    return this.#records.isTrusted(id);
  }

  /** Null for a peer that was never met. */
  nameOf(id: PeerId): string | null {
    const name = this.#peers.find(id)?.name || this.#records.find(id)?.name;
    if (name) return name;
    return this.find(id) === null ? null : shortId(id);
  }

  /** Takes a peer off the list; it comes back when it is seen again. */
  async forget(id: PeerId): Promise<void> {
    await this.#lastManifests.forget(id);
    this.#peers.remove(id);
  }

  toState(id: PeerId): PeerState | null {
    const peer = this.#peers.find(id);
    if (peer === undefined) return null;
    const name = this.nameOf(id) ?? shortId(id);
    const record = this.#records.find(id);
    return peerState(peer, { name, record, last: this.lastKnown(id), vouching: this.#vouching });
  }

  [Symbol.dispose](): void {
    clearInterval(this.#looking);
    this.#relay[Symbol.dispose]();
    this.#peers[Symbol.dispose]();
  }

  #dial(peer: Peer, ways: DialWays, signal: AbortSignal): Promise<Link> {
    return this.#ways.dial(peer.id, ways, { isStranger: this.#isStranger(peer), signal });
  }

  /** Whether it was never met. */
  #isStranger(peer: Peer): boolean {
    return peer.host === null && this.#records.find(peer.id) === null;
  }

  #onChange(peer: Peer): void {
    const { state } = peer.presence;
    // One that was only heard of is no teammate that left. Forgotten in a moment of its own: it is still busy.
    if (state === 'left' && peer.host === null && this.lastKnown(peer.id) === null)
      queueMicrotask(() => this.#peers.remove(peer.id));
    else this.events.emit('changed', peer.id);
    if (state === 'left' || state === 'connected') this.#peers.trim();
  }

  /** What was said of the others' clocks is to be said anew. */
  #clockSet(): void {
    for (const { id } of this.all) this.events.emit('pulse', id);
    this.events.emit('clockSet');
  }

  #vouchesOf(id: PeerId): readonly Vouch[] {
    const manifest = this.#peers.find(id)?.manifest;
    if (manifest != null) return manifest.vouches ?? [];
    const last = this.lastKnown(id);
    return last === null || last.isExpired ? [] : last.vouches;
  }

  /** Shows again those for whom somebody vouches, or has vouched until now. */
  #vouchesChanged(by: PeerId): void {
    for (const id of this.#vouching.changed(by)) {
      if (this.find(id) !== null) this.events.emit('pulse', id);
    }
  }
}
