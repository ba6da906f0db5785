import { statfs } from 'node:fs/promises';
import type { Oid } from '../../shared/ids.ts';
import { DiskFullError } from '../errors/interruptions.ts';
import { isGitFailure } from './errors.ts';
import { withoutHooks } from './own-programs.ts';
import { type GitPlace, git } from './run.ts';

/** With less than this, in bytes, a disk is taken for full: what git could not write it removes again. */
const HARDLY_ANY_ROOM = 64 * 1024 * 1024;

/**
 * Fills a fresh repository's index and working tree from a commit. git refuses paths that would lead out
 * of the working tree or into `.git`. The filters that attributes ask for run: on a repository that nobody
 * else has written settings into.
 * @param place with the top of the working tree as `cwd`
 * @throws GitFailedError, also as `filter-failed`, `bad-path`, `cannot-write` or `bad-data`; DiskFullError
 */
export async function checkout(
  place: GitPlace & { readonly cwd: string },
  commit: Oid | 'HEAD',
  signal?: AbortSignal,
): Promise<void> {
  try {
    await git(place, ['read-tree', '--reset', '-u', commit], {
      signal,
      mayConnect: true,
      settings: await withoutHooks(place, signal),
      expects: ['filter-failed', 'bad-path', 'cannot-write', 'bad-data'],
    });
  } catch (error) {
    throw (await isForLackOfRoom(error, place.cwd)) ? new DiskFullError(error) : error;
  }
}

/** Why it could not write a file or the index, git does not say here. */
async function isForLackOfRoom(error: unknown, directory: string): Promise<boolean> {
  if (!isGitFailure(error, 'cannot-write')) return false;
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize < HARDLY_ANY_ROOM;
}
