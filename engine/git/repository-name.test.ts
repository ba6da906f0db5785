import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openRepository } from './open.ts';
import { repositoryName } from './repository-name.ts';

let folder: string;
let project: string;

beforeEach(() => {
  folder = temporaryFolder();
  project = join(folder, 'harbour-map');
  git(folder, ['init', '--quiet', '--initial-branch=main', join(folder, 'source')]);
  git(join(folder, 'source'), ['commit', '--quiet', '--allow-empty', '-m', 'one']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nameOf = async (...path: string[]) => repositoryName(await openRepository(join(...path)));
const clone = (target: string, ...options: string[]) =>
  git(folder, ['clone', '--quiet', '--no-local', ...options, join(folder, 'source'), target]);

test('a repository is called as its folder is', async () => {
  clone(project);
  clone(join(folder, '.dotfiles'));
  clone(join(folder, 'bare.git'), '--bare');
  clone(join(folder, 'plain'), '--bare');
  clone(join(folder, 'apart'), `--separate-git-dir=${join(folder, 'elsewhere')}`);
  expect(await nameOf(project)).toBe('harbour-map');
  expect(await nameOf(project, '.git')).toBe('harbour-map');
  expect(await nameOf(folder, '.dotfiles')).toBe('.dotfiles');
  expect(await nameOf(folder, 'bare.git')).toBe('bare');
  expect(await nameOf(folder, 'plain')).toBe('plain');
  expect(await nameOf(folder, 'apart')).toBe('apart');
});

test('a linked working tree has the name of the project', async () => {
  clone(project);
  git(project, ['worktree', 'add', '--quiet', '-b', 'topic', join(folder, 'topic')]);
  expect(await nameOf(folder, 'topic')).toBe('harbour-map');
});

test.each(['.bare', '.git', '.repo', 'bare.git'])(
  'a bare repository in %s, with working trees beside it',
  async (name) => {
    clone(join(project, name), '--bare');
    if (name !== '.git') writeFileSync(join(project, '.git'), `gitdir: ./${name}\n`);
    git(project, ['worktree', 'add', '--quiet', '-b', 'topic', 'topic']);
    expect(await nameOf(project, 'topic')).toBe('harbour-map');
    expect(await nameOf(project, name)).toBe('harbour-map');
  },
);
