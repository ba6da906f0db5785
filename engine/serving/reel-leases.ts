import type { Http2Session } from 'node:http2';
import type { PeerId, ReelName } from '../../shared/ids.ts';
import { lastingSession } from '../gtp/bulk/bulk.ts';
import type { ReelCache } from '../reels/reel-cache.ts';

/** Which reels are taken over which connections: they are kept for their takers as long as those are here. */
export class ReelLeases {
  readonly #reels: ReelCache;
  readonly #bySession = new WeakMap<Http2Session, Map<ReelName, Disposable>>();

  constructor(reels: ReelCache) {
    this.#reels = reels;
  }

  /** @param session undefined for a stream whose connection has ended */
  take(session: Http2Session | undefined, peer: PeerId, name: ReelName): void {
    if (session === undefined || session.destroyed) return;
    // A connection for bulk comes and goes while the peer stays.
    const lasting = lastingSession(session);
    const leases = this.#bySession.get(lasting) ?? this.#begin(lasting);
    if (!leases.has(name)) leases.set(name, this.#reels.take(name, peer));
  }

  #begin(session: Http2Session): Map<ReelName, Disposable> {
    const leases = new Map<ReelName, Disposable>();
    this.#bySession.set(session, leases);
    session.once('close', () => {
      for (const lease of leases.values()) lease[Symbol.dispose]();
    });
    return leases;
  }
}
