import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/** Whether `descendant` is, or descends from, `ancestor`. */
export async function isAncestor(
  place: GitPlace,
  ancestor: Oid,
  descendant: Oid,
  signal?: AbortSignal,
): Promise<boolean> {
  return isFound(place, ['--is-ancestor', ancestor, descendant], signal);
}

/** Whether some commit is in the history of both. */
export async function haveCommonCommit(
  place: GitPlace,
  one: Oid,
  other: Oid,
  signal?: AbortSignal,
): Promise<boolean> {
  return isFound(place, [one, other], signal);
}

async function isFound(
  place: GitPlace,
  asked: readonly string[],
  signal?: AbortSignal,
): Promise<boolean> {
  const options = { signal, successExitCodes: [0, 1] };
  return (await git(place, ['merge-base', ...asked], options)).exitCode === 0;
}

/**
 * The best commit that is in the history of `one` and in that of any of `others`; null where there is none.
 * @param others so few that a command line has room for them
 */
export async function findMergeBase(
  place: GitPlace,
  one: Oid,
  others: readonly Oid[],
  signal?: AbortSignal,
): Promise<Oid | null> {
  if (others.length === 0) return null;
  const { stdout, exitCode } = await git(place, ['merge-base', one, ...others], {
    signal,
    successExitCodes: [0, 1],
  });
  return exitCode === 0 ? (stdout.trim() as Oid) : null;
}
