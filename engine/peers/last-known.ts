import type { SharedRepository, Vouch } from '../../shared/gtp/manifest.ts';
import type { PeerId } from '../../shared/ids.ts';
import { isExpired } from '../identity/signing.ts';
import type { LastManifest, LastManifests } from './last-manifests.ts';

const DAY = 24 * 60 * 60_000;

/** What a peer that is away shared when it was last heard of. */
export interface LastKnown {
  readonly name: string;
  readonly repositories: readonly SharedRepository[];
  readonly vouches: readonly Vouch[];
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  /** Too old to be fetched from others: shown, and nothing else. */
  readonly isExpired: boolean;
}

/**
 * The newest of what is kept. A manifest for everyone says nothing of the repositories that only
 * some may see, so a newer one leaves those of the manifest for me as they were.
 */
export function lastKnownOf(manifests: LastManifests, peer: PeerId, now: number): LastKnown | null {
  const forMe = manifests.find(peer, 'receiver');
  const forEveryone = manifests.find(peer, 'everyone');
  const newest = newerOf(forMe, forEveryone);
  if (newest === null) return null;
  const { name, repositories } = newest.manifest;
  const closed =
    newest === forMe ? [] : (forMe?.manifest.repositories ?? []).filter(({ open }) => !open);
  const listed = new Set(repositories.map(({ id }) => id));
  return {
    name,
    repositories: [...repositories, ...closed.filter(({ id }) => !listed.has(id))],
    vouches: newest.manifest.vouches ?? [],
    asOf: asOf(newest, forMe),
    isExpired: isExpired(newest.manifest, now) && !isRecent(newest, forMe, now),
  };
}

/** One that had expired when its maker handed it over, by a clock that differs, holds for a day from then on. */
function isRecent(newest: LastManifest, forMe: LastManifest | null, now: number): boolean {
  const { manifest, receivedAt } = newest;
  return newest === forMe && isExpired(manifest, receivedAt) && Math.abs(now - receivedAt) < DAY;
}

/** One that may have been passed on says of its maker what held when it was signed, however late it came. */
function asOf(newest: LastManifest, forMe: LastManifest | null): number {
  if (newest === forMe) return newest.receivedAt;
  return Math.min(newest.receivedAt, newest.manifest.expires * 1_000 - DAY);
}

function newerOf(a: LastManifest | null, b: LastManifest | null): LastManifest | null {
  if (a === null || b === null) return a ?? b;
  return b.manifest.seq > a.manifest.seq ? b : a;
}
