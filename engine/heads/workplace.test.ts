import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { openRepository } from '../git/open.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { moveFiles } from './move-files.ts';
import { readyPlace } from './workplace.ts';

// Every kind of working tree has an answer: its files are moved, or it is said why not.

let folder: string;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'project');
  git(folder, ['init', '--quiet', '--initial-branch=main', path]);
  write('kept/file.txt', 'before\n');
  write('other/file.txt', 'before\n');
  git(path, ['update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`]);
  mkdirSync(join(path, 'module'));
  commit();
  git(path, ['checkout', '--quiet', '-b', 'ahead']);
  write('kept/file.txt', 'after\n');
  write('other/file.txt', 'after\n');
  git(path, ['update-index', '--cacheinfo', `160000,${'2'.repeat(40)},module`]);
  commit();
  git(path, ['checkout', '--quiet', 'main']);
});

function write(name: string, content: string): void {
  mkdirSync(join(path, name, '..'), { recursive: true });
  writeFileSync(join(path, name), content);
}

function commit(): void {
  git(path, ['add', 'kept', 'other']);
  git(path, ['commit', '--quiet', '-m', 'x']);
}

const rev = (name: string) => git(path, ['rev-parse', name]) as Oid;

/** Moves a branch, which must be checked out there, to where the other one is. */
async function moved(at: string, branch = 'main'): Promise<void> {
  const { place, head } = await readyPlace(await openRepository(at));
  const to = rev('ahead');
  const ref = `refs/heads/${branch}`;
  const refs = [{ ref, old: head, new: to }];
  await moveFiles(place, { from: head, to, head: ref, refs, reason: 'test' });
}

test('a bare repository has no files', async () => {
  git(folder, ['clone', '--quiet', '--bare', path, 'bare.git']);
  const bare = await openRepository(join(folder, 'bare.git'));
  await expect(readyPlace(bare)).rejects.toMatchObject({ code: 'bare' });
});

test('in a linked working tree its own files are moved, and no others', async () => {
  const linked = join(folder, 'linked');
  git(path, ['worktree', 'add', '--quiet', '-b', 'linked', linked, 'main']);
  await moved(linked, 'linked');
  expect(git(linked, ['status', '--porcelain'])).toBe('');
  expect(readFileSync(join(linked, 'kept', 'file.txt'), 'utf8')).toBe('after\n');
  expect(readFileSync(join(path, 'kept', 'file.txt'), 'utf8')).toBe('before\n');
  expect(git(path, ['status', '--porcelain'])).toBe('');
});

test('a sparse checkout stays sparse', async () => {
  git(path, ['sparse-checkout', 'set', 'kept']);
  expect(existsSync(join(path, 'other'))).toBe(false);
  await moved(path);
  expect(git(path, ['rev-parse', 'HEAD'])).toBe(rev('ahead'));
  expect(readFileSync(join(path, 'kept', 'file.txt'), 'utf8')).toBe('after\n');
  expect(existsSync(join(path, 'other'))).toBe(false);
  expect(git(path, ['status', '--porcelain', '--ignore-submodules'])).toBe('');
});

test('of a submodule the index says the new commit; what is in it stays as it is', async () => {
  write('module/mine.txt', 'mine\n');
  await moved(path);
  expect(git(path, ['ls-files', '--stage', 'module'])).toContain('2'.repeat(40));
  expect(readFileSync(join(path, 'module', 'mine.txt'), 'utf8')).toBe('mine\n');
});

test.each([
  ['rebase-merge', 'There is a rebase under way. End it first.'],
  ['rebase-apply', 'There is a rebase under way. End it first.'],
  ['BISECT_LOG', 'There is a bisect under way. End it first.'],
  ['CHERRY_PICK_HEAD', 'There is a cherry-pick under way. End it first.'],
  ['REVERT_HEAD', 'There is a revert under way. End it first.'],
])('with %s it is said what is under way', async (trace, sentence) => {
  write(`.git/${trace}`, '');
  const ready = readyPlace(await openRepository(path));
  await expect(ready).rejects.toMatchObject({ code: 'under-way', message: sentence });
});

test('before the first commit there is nothing to change', async () => {
  const empty = join(folder, 'empty');
  git(folder, ['init', '--quiet', empty]);
  const ready = readyPlace(await openRepository(empty));
  await expect(ready).rejects.toMatchObject({ code: 'unborn' });
});
