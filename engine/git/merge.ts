import { devNull } from 'node:os';
import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/**
 * Moves the checked-out branch forward to a commit, or fails and changes nothing. No hooks run: they may
 * be files of the working tree (core.hooksPath), and so come with the very commit.
 * @throws GitFailedError as `in-the-way` or `locked`
 */
export async function mergeFastForward(
  place: GitPlace,
  commit: Oid,
  signal?: AbortSignal,
): Promise<void> {
  const noHooks = ['-c', `core.hooksPath=${devNull}`];
  await git(place, [...noHooks, 'merge', '--ff-only', '--quiet', commit], {
    signal,
    expects: ['in-the-way', 'locked'],
  });
}
