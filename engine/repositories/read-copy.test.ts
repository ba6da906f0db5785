import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openAlong, openRepository } from '../git/open.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { loggedGit } from '../testing/started-programs.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { COPY_KEYS, readCopy } from './read-copy.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'project');
  buildRepository(path, { commits: 3 });
  vi.stubEnv('HOME', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function read(at = path) {
  const { repository, settings } = await openAlong(at, COPY_KEYS);
  return { repository, content: await readCopy(repository, { settings }) };
}

test.skipIf(process.platform === 'win32')(
  'a repository is opened and read with three programs, and read again with two',
  async () => {
    const bare = join(folder, 'bare.git');
    git(folder, ['clone', '--quiet', '--bare', path, bare]);
    const commands = ['rev-parse', 'config', 'for-each-ref', 'symbolic-ref'];
    const { path: PATH, started } = loggedGit(folder, commands);
    vi.stubEnv('PATH', PATH);
    for (const at of [path, bare]) {
      const { repository } = await read(at);
      expect(started()).toEqual(['config', 'for-each-ref', 'rev-parse']);
      await readCopy(repository);
      expect(started()).toEqual(['config', 'for-each-ref']);
    }
  },
);

test('the checked-out branch is told, also one without a commit, and none where there is none', async () => {
  expect((await read()).content.branch).toBe('refs/heads/main');
  git(path, ['switch', '--quiet', '--orphan', 'new/one']);
  expect((await read()).content.branch).toBe('refs/heads/new/one');
  git(path, ['switch', '--quiet', '--detach', 'main']);
  expect((await read()).content.branch).toBe(null);
  const beside = join(folder, 'beside');
  git(path, ['worktree', 'add', '--quiet', '-b', 'aside', beside, 'main']);
  expect((await read(beside)).content.branch).toBe('refs/heads/aside');
});

test('large files are where the user’s settings say, and not where the repository says', async () => {
  mkdirSync(join(folder, 'large', 'objects'), { recursive: true });
  expect((await read()).content.hasLfs).toBe(false);
  git(path, ['config', 'lfs.storage', join(folder, 'large')]);
  expect((await read()).content.hasLfs).toBe(false);
  git(path, ['config', '--unset', 'lfs.storage']);
  writeFileSync(join(folder, '.gitconfig'), '[lfs]\n\tstorage = ~/large\n');
  const other = join(folder, 'other');
  git(folder, ['clone', '--quiet', path, other]);
  expect((await read(other)).content.hasLfs).toBe(true);
  // What was told on the way is not taken for what is so now.
  rmSync(join(folder, '.gitconfig'));
  mkdirSync(join(other, '.git', 'lfs', 'objects'), { recursive: true });
  expect((await readCopy(await openRepository(other))).hasLfs).toBe(true);
});
