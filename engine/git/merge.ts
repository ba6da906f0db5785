import type { Oid } from '../../shared/ids.ts';
import { fileWriting, listOwnPrograms } from './own-programs.ts';
import { type GitPlace, git } from './run.ts';

/**
 * Moves the checked-out branch forward to a commit, or fails and changes nothing. The repository's settings
 * have no say in how (branch.<name>.mergeOptions), but its filters fill the files: see `listOwnPrograms`.
 * @param branch short name of the checked-out branch
 * @throws GitFailedError as `filter-failed`, with files half written; or as `in-the-way` or `locked`
 */
export async function mergeFastForward(
  place: GitPlace,
  branch: string,
  commit: Oid,
  signal?: AbortSignal,
): Promise<void> {
  const { settings, mayConnect } = fileWriting(await listOwnPrograms(place, signal));
  const noOptions = [`branch.${branch}.mergeOptions`, ''] as const;
  await git(place, ['merge', '--ff-only', '--quiet', '--no-autostash', commit], {
    signal,
    settings: [...settings, noOptions],
    mayConnect,
    expects: ['in-the-way', 'locked', 'filter-failed'],
  });
}
