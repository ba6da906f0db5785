import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { Exchange, Signed } from '../../../shared/gtp/tracker.ts';
import type { SwarmId } from '../../../shared/ids.ts';
import { firstFitting } from '../fitting.ts';
import type { EnvelopePool } from './envelope-pool.ts';

/** What an answer holds besides envelopes, in bytes at the most. */
const BESIDES = 64 * 1024;

export interface Asking {
  readonly request: Pick<Exchange, 'shards' | 'since'>;
  readonly isNearby: boolean;
  /** The projects that the asker has proven to know. */
  readonly proven: ReadonlySet<SwarmId>;
  /** What this peer says of itself, of these. */
  readonly own: readonly Signed[];
}

/**
 * What is told to a peer. It learns of nothing but what it has proven to know: of that, whom this peer is connected
 * with, so that nobody hears of peers that somebody invented. Who asks trackers for others on the same network tells
 * them what these list, too, sealed as it is.
 */
export function passOn(
  pool: Pick<EnvelopePool, 'ofMet' | 'listed' | 'taken'>,
  { request: { shards, since = 0 }, isNearby, proven, own }: Asking,
): { readonly envelopes: Signed[]; readonly upTo: number } {
  const known = [
    ...pool.ofMet(proven, since),
    ...(isNearby ? pool.listed(shards, since) : []),
  ].sort((one, other) => one.number - other.number);
  const most = LIMITS[isNearby ? 'envelopesPerDocument' : 'envelopesPerExchange'] - own.length;
  const all = [...new Set(known)];
  const left = LIMITS.documentBytes - BESIDES - own.length * LIMITS.envelopeBytes;
  const told = firstFitting(all, ({ size }) => size, { count: most, bytes: left });
  // What there was no room for comes the next time.
  const upTo = told.length < all.length ? (told.at(-1)?.number ?? since) : pool.taken;
  return { envelopes: [...own, ...told.map(({ signed }) => signed)], upTo };
}
