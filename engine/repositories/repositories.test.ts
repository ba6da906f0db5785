import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeerId } from '../../shared/ids.ts';
import { DataFolder } from '../store/data-folder.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { loggedGit } from '../testing/started-programs.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Repositories } from './repositories.ts';

const EVERYONE = { to: 'everyone' } as const;
const ANYBODY = { peer: 'p'.repeat(52) as PeerId, trusted: false };
/** Longer than what a file system's clock may be behind, in milliseconds. */
const A_WHILE = 150;

let folder: string;
let path: string;
let data: DataFolder;
let repositories: Repositories;
/** The programs since this was asked last. */
let started: () => string[];
/** How often it was told of a change. */
let told: number;

beforeEach(async () => {
  folder = temporaryFolder();
  path = join(folder, 'project');
  buildRepository(path, { commits: 3 });
  git(path, ['config', 'remote.origin.url', 'https://example.invalid/one.git']);
  data = new DataFolder(join(folder, 'data'), () => {});
  repositories = await Repositories.open(data);
  told = 0;
  repositories.events.on('changed', () => {
    told += 1;
  });
  const logged = loggedGit(folder, ['rev-parse', 'config', 'for-each-ref', 'rev-list']);
  ({ started } = logged);
  vi.stubEnv('PATH', logged.path);
  await sleep(A_WHILE);
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await repositories[Symbol.asyncDispose]();
  await data[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Adds it, and waits until it is watched and was read again for that. */
async function add() {
  const before = told;
  const { id } = await repositories.add(path);
  await vi.waitUntil(() => told === before + 2);
  return { id, copy: repositories.get(id), programs: started() };
}

test('to add a repository takes four programs and one when it is watched, to share it none', async () => {
  const { id, copy, programs } = await add();
  expect(programs).toEqual(['config', 'for-each-ref', 'for-each-ref', 'rev-list', 'rev-parse']);
  const before = told;
  await repositories.setVisibility(id, EVERYONE);
  expect(started()).toEqual([]);
  expect(told).toBe(before + 1);
  expect(copy.toState().visibility).toEqual(EVERYONE);
  expect(copy.sharedWith(ANYBODY)?.heads.length).toBeGreaterThan(1);
  await repositories.setVisibility(id, { to: 'nobody' });
  expect(copy.sharedWith(ANYBODY)).toBeNull();
});

test('settings are read again with a new commit if they were written since, and only then', async () => {
  const { copy } = await add();
  const origins = copy.reading?.content.origins.hashes;
  const tip = () => readFileSync(join(path, '.git', 'refs', 'heads', 'main'), 'utf8').trim();
  const moved = async () => {
    git(path, ['commit', '--quiet', '--allow-empty', '-m', 'new']);
    const isRead = () => copy.reading?.content.heads.some(({ oid }) => oid === tip());
    await vi.waitUntil(isRead);
    return started();
  };
  const first = await moved();
  expect(first).toContain('for-each-ref');
  expect(first).not.toContain('config');
  expect(copy.reading?.content.origins.hashes).toEqual(origins);
  started();
  git(path, ['config', 'remote.origin.url', 'https://example.invalid/two.git']);
  started();
  expect(await moved()).toContain('config');
  expect(copy.reading?.content.origins.hashes).not.toEqual(origins);
});

test('who asks for it to be read again is told the settings as they are', async () => {
  const { copy } = await add();
  await copy.refresh();
  expect(started()).toEqual(['config', 'for-each-ref']);
  // It is opened for that, and not read for them once more.
  await repositories.add(path);
  expect(started()).toEqual(['config', 'for-each-ref', 'rev-parse']);
});

test('another working tree of it is the same repository, which stays where it is', async () => {
  const { id, copy } = await add();
  const beside = join(folder, 'beside');
  git(path, ['worktree', 'add', '--quiet', '-b', 'aside', beside]);
  expect(await repositories.add(beside)).toMatchObject({ id, path });
  expect(copy.reading?.repository.path).toBe(path);
  expect(copy.reading?.content.branch).toBe('refs/heads/main');
});

test('to share what was not read a moment ago, or has other settings since, reads it again', async () => {
  const { id, copy } = await add();
  git(path, ['config', 'remote.origin.url', 'https://example.invalid/two.git']);
  started();
  const origins = copy.reading?.content.origins.hashes;
  await repositories.setVisibility(id, EVERYONE);
  expect(started()).toEqual(['config', 'for-each-ref']);
  expect(copy.reading?.content.origins.hashes).not.toEqual(origins);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_500 });
  await repositories.setVisibility(id, { to: 'nobody' });
  expect(started()).toEqual(['config', 'for-each-ref']);
});

test('to share what cannot be read reads it again', async () => {
  const { id, copy } = await add();
  rmSync(path, { recursive: true });
  await copy.refresh();
  expect(copy.reading).toBeNull();
  buildRepository(path, { commits: 3 });
  await repositories.setVisibility(id, EVERYONE);
  expect(copy.reading).not.toBeNull();
});
