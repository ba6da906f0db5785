import { git } from '../../engine/testing/git.ts';

/**
 * Makes somebody's copy of an origin as it was so many commits ago, without the tags that came since.
 * @param url what the copy calls its origin
 */
export function makeCopyBehind(bare: string, path: string, url: string, commits: number): void {
  git(bare, ['clone', '--quiet', bare, path]);
  git(path, ['reset', '--quiet', '--hard', `HEAD~${commits}`]);
  git(path, ['remote', 'set-url', 'origin', url]);
  const later = git(path, ['tag', '--no-merged', 'HEAD']).split('\n').filter(Boolean);
  if (later.length > 0) git(path, ['tag', '--delete', ...later]);
}
