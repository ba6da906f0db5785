import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/** Whether some commit is in the history of both. */
export async function haveCommonCommit(
  place: GitPlace,
  one: Oid,
  other: Oid,
  signal?: AbortSignal,
): Promise<boolean> {
  const { exitCode } = await git(place, ['merge-base', one, other], {
    signal,
    successExitCodes: [0, 1],
  });
  return exitCode === 0;
}
