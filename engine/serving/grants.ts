import type { Reel } from '../../shared/gtp/reel.ts';
import type { PeerId, ReelName, RepositoryId } from '../../shared/ids.ts';

/** How long a reel may be fetched after it was offered last, in milliseconds. */
const LIFETIME = 6 * 60 * 60 * 1000;
/** Offers remembered for one peer; a receiver asks for a few at once. */
const MAX_PER_PEER = 256;

interface Grant {
  readonly reel: Reel;
  readonly until: number;
}

/**
 * Which reels were offered to whom. A block is served only under an offer, so that heads which move
 * during a transfer do not stop it, and a name that was guessed or overheard opens nothing.
 */
export class Grants {
  readonly #byPeer = new Map<PeerId, Map<string, Grant>>();

  give(peer: PeerId, repository: RepositoryId, name: ReelName, reel: Reel): void {
    const grants = this.#byPeer.get(peer) ?? new Map<string, Grant>();
    this.#byPeer.set(peer, grants);
    const key = keyOf(repository, name);
    grants.delete(key);
    grants.set(key, { reel, until: Date.now() + LIFETIME });
    const oldest = grants.keys().next().value;
    if (grants.size > MAX_PER_PEER && oldest !== undefined) grants.delete(oldest);
  }

  find(peer: PeerId, repository: RepositoryId, name: ReelName): Reel | null {
    const grant = this.#byPeer.get(peer)?.get(keyOf(repository, name));
    return grant !== undefined && grant.until > Date.now() ? grant.reel : null;
  }
}

function keyOf(repository: RepositoryId, name: ReelName): string {
  return `${repository}/${name}`;
}
