import { LRUCache } from 'lru-cache';
import type { Reel } from '../../shared/gtp/reel.ts';
import type { PeerId, ReelName, RepositoryId } from '../../shared/ids.ts';

/** How long a reel may be fetched after it was offered last, in milliseconds. */
const LIFETIME = 6 * 60 * 60 * 1000;
/** Offers remembered for one peer; a receiver asks for a few at once. */
const MAX_PER_PEER = 256;
/** Peers whose offers are remembered. */
const MAX_PEERS = 2_000;

/**
 * Which reels were offered to whom. A block is served only under an offer, so that heads which move
 * during a transfer do not stop it, and a name that was guessed or overheard opens nothing.
 */
export class Grants {
  readonly #byPeer = new LRUCache<PeerId, LRUCache<string, Reel>>({ max: MAX_PEERS });
  readonly #now: () => number;

  /** @param now in milliseconds, of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Beyond the bounds, what was offered or asked for longest ago is forgotten. */
  give(peer: PeerId, repository: RepositoryId, name: ReelName, reel: Reel): void {
    const offers = this.#byPeer.get(peer) ?? this.#noOffers();
    this.#byPeer.set(peer, offers);
    offers.set(keyOf(repository, name), reel);
  }

  find(peer: PeerId, repository: RepositoryId, name: ReelName): Reel | null {
    return this.#byPeer.get(peer)?.get(keyOf(repository, name)) ?? null;
  }

  #noOffers(): LRUCache<string, Reel> {
    const perf = { now: this.#now };
    return new LRUCache({ max: MAX_PER_PEER, ttl: LIFETIME, ttlResolution: 0, perf });
  }
}

function keyOf(repository: RepositoryId, name: ReelName): string {
  return `${repository}/${name}`;
}
