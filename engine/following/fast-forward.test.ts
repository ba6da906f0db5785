import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { openRepository, type Repository } from '../git/open.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { fastForward } from './fast-forward.ts';

const { signal } = new AbortController();
let folder: string;
let repository: Repository;
let behind: Oid;
let target: Oid;

beforeEach(async () => {
  folder = temporaryFolder();
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  behind = commit('one');
  target = commit('two');
  git(folder, ['reset', '--quiet', '--hard', behind]);
  git(folder, ['branch', 'other']);
  repository = await openRepository(folder);
});

function commit(name: string): Oid {
  writeFileSync(join(folder, name), name);
  git(folder, ['add', name]);
  git(folder, ['commit', '--quiet', '-m', name]);
  return git(folder, ['rev-parse', 'HEAD']) as Oid;
}

const move = (branch: string) => fastForward(repository, branch, target, signal);

test('moves a branch, checked out or not', async () => {
  expect(await move('main')).toEqual({ kind: 'moved' });
  expect(await move('other')).toEqual({ kind: 'moved' });
  expect(await move('other')).toEqual({ kind: 'there already' });
  expect(git(folder, ['rev-parse', 'main', 'other'])).toBe(`${target}\n${target}`);
  expect(git(folder, ['status', '--short'])).toBe('');
});

test('a file in the way is named as such, and only where there is one', async () => {
  writeFileSync(join(folder, 'two'), 'mine');
  expect(await move('main')).toEqual({ kind: 'refused', reason: 'a file of yours is in the way' });
  rmSync(join(folder, 'two'));
  const tree = git(folder, ['rev-parse', `${target}^{tree}`]);
  rmSync(join(repository.objectsDir, tree.slice(0, 2), tree.slice(2)));
  const refusal = await move('main');
  expect(refusal).toMatchObject({
    kind: 'refused',
    reason: expect.stringMatching(/^git merge failed/),
  });
});

test('a ref that somebody else holds is left alone, and the reason told', async () => {
  writeFileSync(join(repository.gitDir, 'refs/heads/other.lock'), '');
  expect(await move('other')).toEqual({ kind: 'refused', reason: 'git is at work there' });
});
