import { LRUCache } from 'lru-cache';
import type { PeerId } from '../../../shared/ids.ts';
import { upTo } from '../../../shared/up-to.ts';

/** How soon one peer may ask again, in milliseconds. */
const AGAIN = 2_000;
const REMEMBERED = 2_000;

/** How often each peer may ask for what I have heard. */
export class ExchangePace {
  readonly #asked: LRUCache<PeerId, true>;

  /** @param now in milliseconds, of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#asked = new LRUCache({
      ...upTo(REMEMBERED),
      ...{ ttl: AGAIN, noUpdateTTL: true, ttlResolution: 0, perf: { now } },
    });
  }

  /** Somebody asks. @returns whether it is answered */
  mayAsk(peer: PeerId): boolean {
    if (this.#asked.has(peer)) return false;
    this.#asked.set(peer, true);
    return true;
  }
}
