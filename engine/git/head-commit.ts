import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/** The commit that is checked out; null before the first one. */
export async function readHeadCommit(place: GitPlace, signal?: AbortSignal): Promise<Oid | null> {
  const { stdout, exitCode } = await git(
    place,
    ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'],
    { signal, successExitCodes: [0, 1] },
  );
  return exitCode === 0 ? (stdout.trim() as Oid) : null;
}
