import type { Layout, Reel, ReelOffer, ReelRequest } from '../../../shared/gtp/reel.ts';
import type { Oid } from '../../../shared/ids.ts';
import { countStoredObjects } from '../../git/count-objects.ts';
import type { Repository } from '../../git/open.ts';
import { findFirstParent } from '../../git/rev-list.ts';
import { nextCheckpoint } from '../../reels/rules/checkpoint.ts';
import { chooseLayout, isChosenLayout } from '../../reels/rules/layout.ts';
import { canonicalOids } from '../../reels/rules/reel-name.ts';
import type { CommitCounts } from './commit-counts.ts';
import { areReachable, reachableCommits } from './reachable.ts';

/** What a request is answered from. */
export interface Ground {
  readonly repository: Repository;
  /** Heads that the asking peer may see: nothing else is said or counted on. */
  readonly visible: readonly Oid[];
  readonly counts: CommitCounts;
}

/**
 * Answers a reel request.
 * @returns null if a want cannot be reached from what is visible, or does not exist
 */
export async function negotiate(
  ground: Ground,
  request: ReelRequest,
  signal?: AbortSignal,
): Promise<ReelOffer | null> {
  const { repository, visible } = ground;
  const asked = canonicalOids(request.wants);
  const [isVisible, known, stored] = await Promise.all([
    areReachable(repository, asked, visible, signal),
    firstKnown(repository, request.haves, visible, signal),
    countStoredObjects(repository, signal),
  ]);
  if (!isVisible) return null;
  const haves = canonicalOids(known);
  const checkpoint = await checkpointBefore(ground, request, haves, signal);
  const wants = checkpoint === null ? asked : [checkpoint];
  const estimatedBytes = await estimate(ground, { wants, haves, stored }, signal);
  const layout = layoutAsAsked(request) ?? chooseLayout(estimatedBytes);
  const reel: Reel = { objectFormat: repository.objectFormat, wants, haves, layout };
  return { reel, estimatedBytes, runs: true };
}

/** Null if none was asked for, or one that no peer chooses: each takes lists and packs of its own. */
function layoutAsAsked({ layout }: ReelRequest): Layout | null {
  return layout !== undefined && isChosenLayout(layout) ? layout : null;
}

/** Where to stop on the way to `towards`; null if it is not wanted, or near. */
async function checkpointBefore(
  { repository, counts }: Ground,
  { wants, towards }: ReelRequest,
  haves: readonly Oid[],
  signal?: AbortSignal,
): Promise<Oid | null> {
  if (towards === undefined || !wants.includes(towards)) return null;
  const count = (notFrom: readonly Oid[]) =>
    counts.of(repository, { from: [towards], notFrom }, { firstParent: true, signal });
  const whole = count([]);
  const [head, missing] = await Promise.all([whole, haves.length === 0 ? whole : count(haves)]);
  const number = nextCheckpoint(head, missing);
  return number === null ? null : findFirstParent(repository, towards, head - number, signal);
}

/** Of each chain (newest first) the first commit that is here and that `visible` reaches. */
async function firstKnown(
  repository: Repository,
  chains: ReelRequest['haves'],
  visible: readonly Oid[],
  signal?: AbortSignal,
): Promise<Oid[]> {
  const known = await reachableCommits(repository, chains.flat(), visible, signal);
  return chains.flatMap((chain) => chain.find((oid) => known.has(oid)) ?? []);
}

/** How many objects a commit brings with itself, its trees and its files, as a rule of thumb. */
const OBJECTS_PER_COMMIT = 6;

interface Measured {
  readonly wants: readonly Oid[];
  readonly haves: readonly Oid[];
  readonly stored: { readonly objects: number; readonly bytes: number };
}

/** What the blocks will come to: all that is stored, or the share of the commits that are missing. */
async function estimate(
  { repository, counts }: Ground,
  { wants, haves, stored: { bytes, objects } }: Measured,
  signal?: AbortSignal,
): Promise<number> {
  if (haves.length === 0) return bytes;
  const commits = await counts.of(repository, { from: wants, notFrom: haves }, { signal });
  const share = (commits * OBJECTS_PER_COMMIT) / Math.max(objects, 1);
  return Math.ceil(bytes * Math.min(share, 1));
}
