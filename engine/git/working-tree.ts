import { withoutOwnPrograms } from './own-programs.ts';
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
  const settings = await withoutOwnPrograms(place, signal);
  const args = ['ls-files', '-z', '--modified', '--others'];
  const { stdout } = await git(place, args, { signal, settings });
  return stdout.split('\0').filter((path) => path !== '');
}

/** The files of the index, relative to the working tree's top. */
export async function listTrackedFiles(place: GitPlace, signal?: AbortSignal): Promise<string[]> {
  const { stdout } = await git(place, ['ls-files', '-z'], { signal });
  return stdout.split('\0').filter((path) => path !== '');
}

/**
 * Whether a file that git tracks differs from what is checked out, or something is staged. Into a submodule
 * nobody looks: git would do so by that one's settings.
 */
export async function hasTrackedChanges(place: GitPlace, signal?: AbortSignal): Promise<boolean> {
  const settings = await withoutOwnPrograms(place, signal);
  const args = ['status', '--porcelain', '-z', '--untracked-files=no', '--ignore-submodules=dirty'];
  const { stdout } = await git(place, args, { signal, settings });
  return stdout !== '';
}
