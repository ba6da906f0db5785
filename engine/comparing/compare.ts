import type { Comparison } from '../../shared/gtp/comparison.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid } from '../../shared/ids.ts';
import { commitsWithMessages } from '../git/commit-messages.ts';
import { emptyTree } from '../git/diff-tree.ts';
import { findMergeBase } from '../git/merge-base.ts';
import { countCommits } from '../git/rev-list.ts';
import type { ScratchPlace } from '../git/scratch-repository.ts';
import { listFiles } from './list-files.ts';

/**
 * What a commit brings beyond those that somebody has, and how its files differ from where the two parted.
 * @param haves of one history or of several; none for somebody who has nothing of it
 */
export async function compare(
  place: ScratchPlace,
  head: Oid,
  haves: readonly Oid[],
  signal: AbortSignal,
): Promise<Comparison> {
  const range = { from: [head], notFrom: haves };
  const base = await findMergeBase(place, head, haves, signal);
  const commits = await commitsWithMessages(place, range, LIMITS.commitsPerComparison, signal);
  const isAll = commits.length < LIMITS.commitsPerComparison;
  const commitCount = isAll ? commits.length : await countCommits(place, range, { signal });
  const files = await listFiles(place, base ?? emptyTree(place.objectFormat), head, signal);
  return { head, base, commits, commitCount, ...files };
}
