import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/** Whether `descendant` is, or descends from, `ancestor`. */
export async function isAncestor(
  place: GitPlace,
  ancestor: Oid,
  descendant: Oid,
  signal?: AbortSignal,
): Promise<boolean> {
  const { exitCode } = await git(place, ['merge-base', '--is-ancestor', ancestor, descendant], {
    signal,
    successExitCodes: [0, 1],
  });
  return exitCode === 0;
}

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
