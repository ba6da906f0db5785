import { shellWord } from '../../shared/domain/words/shell-word.ts';
import type { Oid } from '../../shared/ids.ts';
import { HeadRefusedError, NotHereError } from '../errors/heads.ts';
import { hasIdentity } from '../git/commit-tree.ts';
import { haveCommonCommit } from '../git/merge-base.ts';
import type { MergedTrees } from '../git/merge-stages.ts';
import { countLeftRight } from '../git/rev-list.ts';
import type { FoundHead } from './found-head.ts';
import { hasMergeRules, signsCommits } from './merge-rules.ts';
import type { ReadyPlace } from './workplace.ts';

/** A merge that can be made. */
export interface MergePlan {
  /** The checked-out branch, by its short name. */
  readonly into: string;
  readonly how: 'fast-forward' | 'merge-commit';
  readonly commit: Oid;
}

/**
 * How a head is merged into what is checked out.
 * @param merged what merging the two comes to; null where that is not known
 * @throws HeadRefusedError where it cannot be, or is better left to git itself; NotHereError
 */
export async function planMerge(
  found: FoundHead,
  { head, branch }: ReadyPlace,
  merged: MergedTrees | null,
  signal: AbortSignal,
): Promise<MergePlan> {
  const { repository, commit } = found;
  if (commit === null) throw new NotHereError();
  if (branch === null) {
    const sentence = 'No branch is checked out there. Check one out, then merge into it.';
    throw new HeadRefusedError('detached', sentence, 'git switch -');
  }
  const { left, right } = await countLeftRight(repository, head, commit, signal);
  if (right === 0) {
    throw new HeadRefusedError('nothing-to-merge', `${branch} has all of this already.`);
  }
  if (left === 0) return { into: branch, how: 'fast-forward', commit };
  const command = `git merge ${shellWord(nameForGit(found))}`;
  if (!(await haveCommonCommit(repository, head, commit, signal))) {
    const sentence = `It has no commit in common with ${branch}.`;
    throw new HeadRefusedError('unrelated', sentence);
  }
  if (merged === null) {
    const sentence = 'Whether it merges could not be found out in time. Merge it with git itself.';
    throw new HeadRefusedError('merge-unknown', sentence, command);
  }
  if (merged.unmergedCount > 0) {
    const files = merged.unmergedCount === 1 ? '1 file' : `${merged.unmergedCount} files`;
    const sentence = `It conflicts in ${files}. Merge it with git itself, and settle them there.`;
    throw new HeadRefusedError('conflicts', sentence, command);
  }
  if (await hasMergeRules(repository, [head, commit], signal)) {
    const sentence =
      'The project’s attributes, or your settings, choose how files are merged. Merge it with git itself.';
    throw new HeadRefusedError('merge-rules', sentence, command);
  }
  if (await signsCommits(repository, signal)) {
    const sentence = 'You sign your commits, which Shoal cannot. Merge it with git itself.';
    throw new HeadRefusedError('signing', sentence, command);
  }
  if (!(await hasIdentity(repository, signal))) throw noIdentity();
  return { into: branch, how: 'merge-commit', commit };
}

/** What names a head for git: where it was fetched to, else its commit. */
export function nameForGit({ tracking, oid, commit }: FoundHead): string {
  const isFetched = tracking !== null && tracking.oid === oid;
  return isFetched ? tracking.ref.replace(/^refs\/remotes\//, '') : (commit ?? oid);
}

export function noIdentity(cause?: unknown): HeadRefusedError {
  return new HeadRefusedError(
    'no-identity',
    'git does not know your name and address for commits. Set both, then try again.',
    'git config --global user.name "…" && git config --global user.email "…"',
    cause,
  );
}
