import { shortRefName } from '../../shared/domain/git/ref-name.ts';
import type { Oid } from '../../shared/ids.ts';
import { HeadRefusedError } from '../errors/heads.ts';
import { readHeadCommit } from '../git/head-commit.ts';
import type { Repository } from '../git/open.ts';
import { listOwnPrograms } from '../git/own-programs.ts';
import { readSymbolicRef } from '../git/symbolic-ref.ts';
import { findUnderWay } from '../git/under-way.ts';
import { hasTrackedChanges } from '../git/working-tree.ts';
import { listWorktrees } from '../git/worktree.ts';
import type { Workplace } from './move-files.ts';

/** A working tree in which files can be changed, and what is checked out there. */
export interface ReadyPlace {
  readonly place: Workplace;
  readonly head: Oid;
  /** By its short name; null where HEAD is detached. */
  readonly branch: string | null;
}

/**
 * The working tree of a repository of mine, if nothing speaks against changing its files.
 * @throws HeadRefusedError
 */
export async function readyPlace(
  repository: Repository,
  signal?: AbortSignal,
): Promise<ReadyPlace> {
  const place = await workplaceOf(repository, signal);
  const underWay = await findUnderWay(place.gitDir);
  if (underWay === 'a lock') {
    throw new HeadRefusedError(
      'locked',
      'git is at work there. Try again in a moment; if nothing runs any more, remove its lock with the command.',
      'rm "$(git rev-parse --git-path index.lock)"',
    );
  }
  if (underWay !== null) {
    const sentence = `There is ${underWay} under way. End it first.`;
    throw new HeadRefusedError('under-way', sentence, 'git status');
  }
  const head = await readHeadCommit(place, signal);
  if (head === null) {
    const sentence = 'Nothing has been committed there yet. Commit something first.';
    throw new HeadRefusedError('unborn', sentence);
  }
  const { filters, helpers } = await listOwnPrograms(place, signal);
  if (filters.length + helpers.length > 0) {
    throw new HeadRefusedError(
      'own-programs',
      'The repository’s own settings name programs to run on files, which Shoal does not start. Use git itself.',
    );
  }
  if (await hasTrackedChanges(place, signal)) {
    const sentence = 'There are changes that are not committed. Commit them, or put them aside.';
    throw new HeadRefusedError('not-clean', sentence, 'git stash');
  }
  const ref = await readSymbolicRef(place, 'HEAD', signal);
  return { place, head, branch: ref === null ? null : shortRefName(ref) };
}

/** Where the files of a repository are. @throws HeadRefusedError where there are none */
export async function workplaceOf(
  repository: Repository,
  signal?: AbortSignal,
): Promise<Workplace> {
  const { gitDir, objectFormat, path } = repository;
  if (path === gitDir) {
    const sentence = 'This repository is bare: it has no files to change.';
    throw new HeadRefusedError('bare', sentence);
  }
  const worktrees = await listWorktrees(repository, signal);
  const own = worktrees.find((worktree) => worktree.place?.gitDir === gitDir)?.place ?? null;
  if (own === null) {
    throw new HeadRefusedError(
      'no-files',
      'The folder that is said to hold its files does not belong to it. Use git itself.',
    );
  }
  return { ...own, cwd: own.workTree, objectFormat };
}
