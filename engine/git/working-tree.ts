import { type GitPlace, git } from './run.ts';

/**
 * The files of a working tree that the user made or changed, relative to its top: what the index
 * tells by size and time alone, so that it works with objects that cannot be read.
 * @param place with the top of the working tree as `cwd`
 */
export async function listOwnFiles(
  place: GitPlace & { readonly cwd: string },
  signal?: AbortSignal,
): Promise<string[]> {
  const { stdout } = await git(place, ['ls-files', '-z', '--modified', '--others'], { signal });
  return stdout.split('\0').filter((path) => path !== '');
}

/** Whether a file that git tracks differs from what is checked out, or something is staged. */
export async function hasTrackedChanges(place: GitPlace, signal?: AbortSignal): Promise<boolean> {
  const args = ['status', '--porcelain', '-z', '--untracked-files=no'];
  const { stdout } = await git(place, args, { signal });
  return stdout !== '';
}
