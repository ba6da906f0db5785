import type { Layout, Reel, ReelOffer, ReelRequest } from '../../../shared/gtp/reel.ts';
import type { Oid } from '../../../shared/ids.ts';
import { existingObjects } from '../../git/cat-file.ts';
import { countStoredObjects } from '../../git/count-objects.ts';
import type { Repository } from '../../git/open.ts';
import { findFirstParent, listCommits } from '../../git/rev-list.ts';
import { nextCheckpoint } from '../../reels/rules/checkpoint.ts';
import { chooseLayout, isChosenLayout } from '../../reels/rules/layout.ts';
import { canonicalOids } from '../../reels/rules/reel-name.ts';
import type { CommitCounts } from './commit-counts.ts';

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
  if (!(await areReachable(repository, asked, visible, signal))) return null;
  const haves = canonicalOids(await firstKnown(repository, request.haves, visible, signal));
  const checkpoint = await checkpointBefore(ground, request, haves, signal);
  const wants = checkpoint === null ? asked : [checkpoint];
  const estimatedBytes = await estimate(ground, wants, haves, signal);
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
  const head = await count([]);
  const number = nextCheckpoint(head, haves.length === 0 ? head : await count(haves));
  return number === null ? null : findFirstParent(repository, towards, head - number, signal);
}

/**
 * Whether every id is a visible head, or a commit that one reaches. For a commit that is hidden and an id
 * that does not exist git does the same: the time of the answer must not tell them apart.
 */
export async function areReachable(
  repository: Repository,
  oids: readonly Oid[],
  visible: readonly Oid[],
  signal?: AbortSignal,
): Promise<boolean> {
  const heads = new Set(visible);
  const others = oids.filter((oid) => !heads.has(oid));
  if (others.length === 0) return true;
  const commits = await existingCommits(repository, others, signal);
  const from = others.map((oid) => (commits.has(oid) ? oid : standIn(visible)));
  const hidden = await unreachable(repository, from, visible, { signal, limit: 1 });
  return commits.size === others.length && hidden.length === 0;
}

/** Of each chain (newest first) the first commit that is here and that `visible` reaches. */
async function firstKnown(
  repository: Repository,
  chains: ReelRequest['haves'],
  visible: readonly Oid[],
  signal?: AbortSignal,
): Promise<Oid[]> {
  if (chains.length === 0) return [];
  const here = await existingCommits(repository, chains.flat(), signal);
  const from = here.size > 0 ? [...here] : [standIn(visible)];
  const hidden = new Set(await unreachable(repository, from, visible, { signal }));
  return chains.flatMap((chain) => {
    const known = chain.find((oid) => here.has(oid) && !hidden.has(oid));
    return known === undefined ? [] : [known];
  });
}

/** Those commits among `from` and their ancestors that `visible` does not reach. */
function unreachable(
  repository: Repository,
  from: readonly (Oid | null)[],
  visible: readonly Oid[],
  options: { readonly limit?: number; readonly signal?: AbortSignal },
): Promise<Oid[]> {
  const starts = from.filter((oid) => oid !== null);
  return listCommits(repository, { from: starts, notFrom: visible }, options);
}

/** Something to ask git about in place of what does not exist. */
function standIn(visible: readonly Oid[]): Oid | null {
  return visible[0] ?? null;
}

async function existingCommits(
  repository: Repository,
  oids: readonly Oid[],
  signal?: AbortSignal,
): Promise<Set<Oid>> {
  return existingObjects(repository, oids, { type: 'commit', signal });
}

/** How many objects a commit brings with itself, its trees and its files, as a rule of thumb. */
const OBJECTS_PER_COMMIT = 6;

/** What the blocks will come to: all that is stored, or the share of the commits that are missing. */
async function estimate(
  { repository, counts }: Ground,
  wants: readonly Oid[],
  haves: readonly Oid[],
  signal?: AbortSignal,
): Promise<number> {
  const { bytes, objects } = await countStoredObjects(repository, signal);
  if (haves.length === 0) return bytes;
  const commits = await counts.of(repository, { from: wants, notFrom: haves }, { signal });
  const share = (commits * OBJECTS_PER_COMMIT) / Math.max(objects, 1);
  return Math.ceil(bytes * Math.min(share, 1));
}
