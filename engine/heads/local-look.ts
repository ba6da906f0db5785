import type { HeadConflicts } from '../../shared/api/heads/head-look.ts';
import { type Relation, relationFromCounts } from '../../shared/domain/git/relation.ts';
import type { Oid } from '../../shared/ids.ts';
import { conflictsOf, tryMerge } from '../comparing/merge-look.ts';
import { GitFailedError } from '../git/errors.ts';
import { haveCommonCommit } from '../git/merge-base.ts';
import type { MergedTrees } from '../git/merge-stages.ts';
import type { Repository } from '../git/open.ts';
import { countLeftRight } from '../git/rev-list.ts';
import { inScratchRepository } from '../git/scratch-repository.ts';

/** How a commit stands to one of mine; both are here. */
export async function relationTo(
  repository: Repository,
  mine: Oid,
  commit: Oid,
  signal: AbortSignal,
): Promise<Relation> {
  const { left, right } = await countLeftRight(repository, mine, commit, signal);
  const isApart = left > 0 && right > 0;
  if (isApart && !(await haveCommonCommit(repository, mine, commit, signal))) {
    return { kind: 'unrelated' };
  }
  return relationFromCounts(left, right);
}

/** What merging a commit into what is checked out comes to. */
export interface MergeOutcome {
  readonly merged: MergedTrees;
  readonly conflicts: HeadConflicts;
}

/** Null where that takes too long, or the two have nothing in common. */
export async function mergeOutcome(
  repository: Repository,
  scratchDirectory: string,
  ends: { readonly mine: Oid; readonly theirs: Oid },
  signal: AbortSignal,
): Promise<MergeOutcome | null> {
  const { mine, theirs } = ends;
  try {
    return await inScratchRepository(repository, scratchDirectory, async (place) => {
      const merged = await tryMerge(place, mine, theirs, signal);
      if (merged === null) return null;
      return { merged, conflicts: await conflictsOf(place, merged, ends, signal) };
    });
  } catch (error) {
    if (error instanceof GitFailedError) return null;
    throw error;
  }
}
