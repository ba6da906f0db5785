import { LRUCache } from 'lru-cache';
import type { PeerId } from '../../../shared/ids.ts';
import { Pace } from '../../waiting/pace.ts';
import { Peer, type PeerContext } from '../peer.ts';
import type { PeerRecords } from '../peer-records.ts';
import { type Occupant, surplus } from './surplus.ts';

/** Redialling, in milliseconds; two that lost each other do not dial at the same moment. */
const REDIAL = { first: 1_000, most: 30_000, spread: 0.25, steadyAfter: 10_000 };
/** Peers of which is remembered how often they were dialled: more than are kept. */
const MAX_PACES = 4_000;

/** The peers that are kept: within bounds, so that nobody fills the memory or takes others' room. */
export class Population implements Disposable {
  readonly #peers = new Map<PeerId, Peer>();
  /** Beyond a peer's being forgotten: to be forgotten and seen again shall not make it be dialled sooner. */
  readonly #paces = new LRUCache<PeerId, Pace>({ max: MAX_PACES });
  readonly #records: PeerRecords;
  readonly #context: PeerContext;
  readonly #onRemoved: (id: PeerId) => void;
  #isTrimming = false;

  constructor(records: PeerRecords, context: PeerContext, onRemoved: (id: PeerId) => void) {
    this.#records = records;
    this.#context = context;
    this.#onRemoved = onRemoved;
  }

  get all(): readonly Peer[] {
    return [...this.#peers.values()];
  }

  find(id: PeerId): Peer | undefined {
    return this.#peers.get(id);
  }

  /** The peer, new if need be. Where there are too many then, some go in a moment, perhaps this one. */
  obtain(id: PeerId): Peer {
    const known = this.#peers.get(id);
    if (known !== undefined) return known;
    const pace = this.#paces.get(id) ?? new Pace(REDIAL);
    this.#paces.set(id, pace);
    const peer = new Peer(id, pace, this.#context);
    this.#peers.set(id, peer);
    this.trim();
    return peer;
  }

  remove(id: PeerId): void {
    const peer = this.#peers.get(id);
    if (peer === undefined) return;
    this.#peers.delete(id);
    peer[Symbol.dispose]();
    this.#onRemoved(id);
  }

  /** Has those go who are too many, in a moment of its own: whoever came or left is still busy with that. */
  trim(): void {
    if (this.#isTrimming) return;
    this.#isTrimming = true;
    queueMicrotask(() => {
      this.#isTrimming = false;
      const occupants = this.all.map((peer) => this.#toOccupant(peer));
      for (const id of surplus(occupants)) this.remove(id);
    });
  }

  [Symbol.dispose](): void {
    for (const peer of this.all) peer[Symbol.dispose]();
    this.#peers.clear();
  }

  #toOccupant({ id, link, host, spokenSince, usedAt, isAskedFor }: Peer): Occupant {
    const presence = link !== null ? 'connected' : host === null ? 'heard of' : 'left';
    const isKnown = isAskedFor || this.#records.isKnown(id);
    const standing = this.#records.isTrusted(id) ? 'trusted' : isKnown ? 'known' : 'new';
    return { id, standing, presence, host, spokenSince, usedAt };
  }
}
