import { LRUCache } from 'lru-cache';
import type { Endpoint, Sighting } from '../../shared/api/engine-contract.ts';
import { LATELY } from '../../shared/domain/doctor/sight.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { PeerId } from '../../shared/ids.ts';

interface Hearing {
  /** As `performance.now`. */
  readonly at: number;
  readonly places: readonly Endpoint[];
}

/** When peers were heard announcing themselves, and where they said that they are. */
export class Hearings {
  readonly #last = new LRUCache<PeerId, Hearing>({ max: LIMITS.peersDiscovered });

  heard({ peer, endpoints }: Sighting): void {
    this.#last.set(peer, { at: performance.now(), places: endpoints });
  }

  /** It said goodbye: that it is not heard any more is no fault. */
  saidGoodbye(peer: PeerId): void {
    this.#last.delete(peer);
  }

  /** Milliseconds since a peer was heard; null if it was not. */
  ago(peer: PeerId): number | null {
    const hearing = this.#last.get(peer);
    return hearing === undefined ? null : Math.round(performance.now() - hearing.at);
  }

  /** Whether it was heard in the last minutes, so that it should still be there. */
  wasLately(peer: PeerId): boolean {
    const ago = this.ago(peer);
    return ago !== null && ago < LATELY;
  }

  /** The likeliest place first. */
  placesOf(peer: PeerId): readonly Endpoint[] {
    return this.#last.get(peer)?.places ?? [];
  }
}
