import { git } from '../../engine/testing/git.ts';

/** The object ids of a repository's branches and tags. */
export function headsOf(repository: string): string[] {
  const heads = git(repository, [
    'for-each-ref',
    '--format=%(objectname)',
    'refs/heads',
    'refs/tags',
  ]);
  return [...new Set(heads.split('\n'))].sort();
}

/** Whether a copy's refs, whatever they are called there, hold each of these. */
export function holdsHeads(copy: string, heads: readonly string[]): boolean {
  const there = new Set(git(copy, ['for-each-ref', '--format=%(objectname)']).split('\n'));
  return heads.every((head) => there.has(head));
}
