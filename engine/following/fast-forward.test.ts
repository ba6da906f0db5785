import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { openRepository, type Repository } from '../git/open.ts';
import { setUpFetchingFilter } from '../testing/fetching-filter.ts';
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

const move = (branch: string) =>
  fastForward(repository, branch, { target, sender: 'Anna', isTrusted: false }, signal);

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
    reason: expect.stringMatching(/^git [a-z-]+ failed/),
  });
});

test('a ref that somebody else holds is left alone, and the reason told', async () => {
  writeFileSync(join(repository.gitDir, 'refs/heads/other.lock'), '');
  expect(await move('other')).toEqual({ kind: 'refused', reason: 'git is at work there' });
});

test('files are written into no folder that the settings name, unless it belongs to the repository', async () => {
  const elsewhere = temporaryFolder();
  git(folder, ['config', 'core.worktree', elsewhere]);
  expect(await move('main')).toEqual({
    kind: 'refused',
    reason: 'the folder that is said to hold its files does not belong to it',
  });
  expect(readdirSync(elsewhere)).toEqual([]);
  writeFileSync(join(elsewhere, '.git'), `gitdir: ${repository.gitDir}\n`);
  git(folder, [
    `--git-dir=${repository.gitDir}`,
    `--work-tree=${elsewhere}`,
    'reset',
    '--quiet',
    '--hard',
  ]);
  expect(await move('main')).toEqual({ kind: 'moved' });
  expect(readdirSync(elsewhere).sort()).toEqual(['.git', 'one', 'two']);
});

test('a linked working tree that belongs to another repository is left alone', async () => {
  const other = temporaryFolder();
  git(folder, ['worktree', 'add', '--quiet', join(other, 'linked'), 'other']);
  git(folder, ['clone', '--quiet', '--no-local', folder, join(other, 'theirs')]);
  git(join(other, 'theirs'), ['checkout', '--quiet', '-b', 'other', behind]);
  writeFileSync(
    join(repository.gitDir, 'worktrees', 'linked', 'gitdir'),
    `${join(other, 'theirs', '.git')}\n`,
  );
  expect(await move('other')).toMatchObject({ kind: 'refused' });
  expect(git(join(other, 'theirs'), ['rev-parse', 'other'])).toBe(behind);
});

test.each(['filter.own.smudge', 'filter.own.process', 'lfs.customtransfer.own.path'])(
  'where the settings name a program for files in %s, they are left alone',
  async (key) => {
    git(folder, ['config', key, 'false']);
    const reason = 'its own settings name programs to run on files';
    expect(await move('main')).toEqual({ kind: 'refused', reason });
    expect(await move('other')).toEqual({ kind: 'moved' });
  },
);

test('it is moved forward and nothing else, whatever the settings make of a merge', async () => {
  git(folder, ['config', 'branch.main.mergeOptions', '--squash --no-ff']);
  expect(await move('main')).toEqual({ kind: 'moved' });
  expect(git(folder, ['rev-parse', 'main'])).toBe(target);
});

test.each(['main', 'other'])('a branch that only stands for %s is left alone', async (name) => {
  git(folder, ['symbolic-ref', 'refs/heads/alias', `refs/heads/${name}`]);
  const before = git(folder, ['rev-parse', 'main', 'other']);
  expect(await move('alias')).toEqual({
    kind: 'refused',
    reason: 'it only stands for another branch',
  });
  expect(git(folder, ['symbolic-ref', 'refs/heads/alias'])).toBe(`refs/heads/${name}`);
  expect(git(folder, ['rev-parse', 'main', 'other'])).toBe(before);
});

test('a branch is moved along though another one stands for it and is checked out', async () => {
  git(folder, ['symbolic-ref', 'refs/heads/alias', 'refs/heads/main']);
  git(folder, ['symbolic-ref', 'HEAD', 'refs/heads/alias']);
  expect(await move('main')).toEqual({ kind: 'moved' });
  expect(git(folder, ['rev-parse', 'main', 'HEAD'])).toBe(`${target}\n${target}`);
  expect(git(folder, ['symbolic-ref', 'refs/heads/alias'])).toBe('refs/heads/main');
  expect(git(folder, ['status', '--short'])).toBe('');
});

describe("a filter of the user's that has to fetch what it fills files with", () => {
  let home: string;
  beforeEach(() => {
    home = temporaryFolder();
    setUpFetchingFilter(home);
    vi.stubEnv('HOME', home);
    writeFileSync(join(repository.gitDir, 'info', 'attributes'), 'two filter=fetching\n');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('gets the password', async () => {
    expect(await move('main')).toEqual({ kind: 'moved' });
    expect(readFileSync(join(folder, 'two'), 'utf8')).toBe('known\n');
  });

  test("asks no program of the repository's settings for it, and its failure is told", async () => {
    const marker = join(home, 'marker');
    writeFileSync(join(home, 'planted'), `#!/bin/sh\ntouch '${marker}'\n`, { mode: 0o755 });
    git(folder, ['config', 'credential.https://example.invalid.helper', join(home, 'planted')]);
    expect(await move('main')).toEqual({
      kind: 'refused',
      reason: 'a filter failed for its files; “git reset --hard” there puts them back',
    });
    expect(existsSync(marker)).toBe(false);
    expect(git(folder, ['rev-parse', 'main'])).toBe(behind);
  });
});
