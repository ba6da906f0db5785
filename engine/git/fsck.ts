import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/** Bits of git's exit status (git-fsck(1)): what a head reaches is missing; a pack is damaged. */
const UNREACHABLE = 2;
const BAD_PACK = 4;

/**
 * Reads every object, and finds out whether `heads` reach one that is missing or cannot be read. Old
 * objects of a form that git no longer makes are not complained about.
 */
export async function isReadable(
  place: GitPlace,
  heads: readonly Oid[],
  signal?: AbortSignal,
): Promise<boolean> {
  const args = ['fsck', '--full', '--no-dangling', '--no-reflogs', '--no-progress'];
  const { exitCode } = await git(
    place,
    [...args, '--end-of-options', ...heads.slice(0, MAX_HEADS)],
    {
      signal,
      successExitCodes: Array.from({ length: 128 }, (_, code) => code),
    },
  );
  return (exitCode & (UNREACHABLE | BAD_PACK)) === 0;
}

/** As many as fit on a command line: git takes them from nowhere else. */
const MAX_HEADS = 1_000;
