import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fsck, git, refs } from '../../engine/testing/git.ts';

/** What a repository is, but for how its objects are packed. */
export function shapeOf(path: string) {
  return {
    refs: refs(path),
    head: git(path, ['symbolic-ref', 'HEAD']),
    config: git(path, ['config', '--local', '--list']),
    fsck: fsck(path),
    isShallow: existsSync(join(gitDirOf(path), 'shallow')),
  };
}

/** Files of Shoal's, or half of git's, that have stayed in a repository. */
export function leftBehind(path: string): string[] {
  const names = readdirSync(gitDirOf(path), { recursive: true }) as string[];
  return names.filter((name) => /(^|\/)shoal(\/|$)|\.keep$|tmp_/.test(name));
}

function gitDirOf(path: string): string {
  return existsSync(join(path, '.git')) ? join(path, '.git') : path;
}
