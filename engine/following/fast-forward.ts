import type { Oid } from '../../shared/ids.ts';
import { GitFailedError, isGitFailure } from '../git/errors.ts';
import { listRefs } from '../git/for-each-ref.ts';
import { mergeFastForward } from '../git/merge.ts';
import { isAncestor } from '../git/merge-base.ts';
import type { Repository } from '../git/open.ts';
import { listOwnPrograms } from '../git/own-programs.ts';
import { diskUsage } from '../git/rev-list.ts';
import { findUnderWay } from '../git/under-way.ts';
import { updateRefs } from '../git/update-ref.ts';
import { hasTrackedChanges } from '../git/working-tree.ts';
import { listWorktrees } from '../git/worktree.ts';
import { checkSize } from '../transfers/check-size.ts';

export type FastForwarded =
  | { readonly kind: 'there already' }
  | { readonly kind: 'moved' }
  /** Left as it is; `reason` is the end of a sentence. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Where a branch is to be moved, and what came for it. */
interface Move {
  readonly target: Oid;
  /** The name of the teammate whom it is of. */
  readonly sender: string;
  readonly isTrusted: boolean;
}

/**
 * Moves a branch of mine forward to `target`, as `git merge --ff-only` does it, but without hooks: a file
 * in the way is left alone. Never a merge, and never over changes.
 * @throws what `checkSize` does, where the sender is not trusted
 */
export async function fastForward(
  repository: Repository,
  branch: string,
  { target, sender, isTrusted }: Move,
  signal: AbortSignal,
): Promise<FastForwarded> {
  const ref = `refs/heads/${branch}`;
  const { direct, symbolic } = await listRefs(repository, [ref], signal);
  if (symbolic.has(ref)) return refused('it only stands for another branch');
  const old = direct.get(ref);
  if (old === undefined) return refused('there is no such branch here');
  if (old === target) return { kind: 'there already' };
  if (!(await isAncestor(repository, old, target, signal))) {
    return refused('it has commits of yours');
  }
  const worktree = (await listWorktrees(repository, signal)).find((each) => each.branch === ref);
  if (worktree === undefined) {
    const change = { ref, old, new: target };
    return moved(updateRefs(repository, [change], 'shoal: fast-forward', signal));
  }
  if (worktree.place === null) {
    return refused('the folder that is said to hold its files does not belong to it');
  }
  const { gitDir, workTree } = worktree.place;
  const place = { gitDir, workTree, cwd: workTree };
  const { filters, helpers } = await listOwnPrograms(place, signal);
  if (filters.length + helpers.length > 0)
    return refused('its own settings name programs to run on files');
  if ((await findUnderWay(gitDir)) !== null) return refused('something is under way there');
  if (await hasTrackedChanges(place, signal)) return refused('it has changes of yours');
  const move = async () => {
    if (!isTrusted) {
      const arrived = await diskUsage(repository, { from: [target], notFrom: [old] }, signal);
      const checkout = { cwd: workTree, commit: target, instead: old, arrived, sender };
      await checkSize(place, checkout, signal);
    }
    await mergeFastForward(place, branch, target, signal);
  };
  return moved(move());
}

async function moved(moving: Promise<void>): Promise<FastForwarded> {
  try {
    await moving;
    return { kind: 'moved' };
  } catch (error) {
    if (isGitFailure(error, 'in-the-way')) return refused('a file of yours is in the way');
    if (isGitFailure(error, 'filter-failed')) {
      return refused('a filter failed for its files; “git reset --hard” there puts them back');
    }
    if (isGitFailure(error, 'locked')) return refused('git is at work there');
    if (isGitFailure(error, 'ref-moved')) return refused('it has moved meanwhile');
    if (error instanceof GitFailedError) return refused(error.message);
    throw error;
  }
}

function refused(reason: string): FastForwarded {
  return { kind: 'refused', reason };
}
