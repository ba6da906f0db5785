import { createHash } from 'node:crypto';
import { type Reel, reelDefinition } from '../../../shared/gtp/reel.ts';
import type { Oid, ReelName } from '../../../shared/ids.ts';

export function nameOfReel(reel: Reel): ReelName {
  return createHash('sha256').update(reelDefinition(reel)).digest('hex') as ReelName;
}

/** Ids as a reel holds them: sorted, each once. */
export function canonicalOids(oids: Iterable<Oid>): Oid[] {
  return [...new Set(oids)].sort();
}
