import type { Oid } from '../../shared/ids.ts';
import { type GitPlace, git } from './run.ts';

/**
 * Fills a fresh repository's index and working tree from a commit. git refuses paths that would lead out
 * of the working tree or into `.git`.
 * @param place with the top of the working tree as `cwd`
 */
export async function checkout(
  place: GitPlace & { readonly cwd: string },
  commit: Oid | 'HEAD',
  signal?: AbortSignal,
): Promise<void> {
  await git(place, ['read-tree', '--reset', '-u', commit], { signal });
}
