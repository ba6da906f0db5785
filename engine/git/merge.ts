import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/** Moves the checked-out branch forward to a commit, or fails and changes nothing. */
export async function mergeFastForward(
  place: GitPlace,
  commit: Oid,
  signal?: AbortSignal,
): Promise<void> {
  await git(place, ['merge', '--ff-only', '--quiet', commit], { signal });
}
