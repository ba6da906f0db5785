import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { git } from '../testing/git.ts';
import { loggedGit } from '../testing/started-programs.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { readConfig } from './config.ts';
import { KnownSettings } from './known-settings.ts';
import { openRepository, type Repository } from './open.ts';

/** Longer than what a file system's clock may be behind, in milliseconds. */
const A_WHILE = 150;

let folder: string;
let path: string;
let repository: Repository;
let settings: KnownSettings;
/** The programs since this was asked last. */
let started: () => string[];

beforeEach(async () => {
  folder = temporaryFolder();
  path = join(folder, 'project');
  vi.stubEnv('HOME', folder);
  git(folder, ['init', '--quiet', path]);
  set('one');
  await sleep(A_WHILE);
  repository = await openRepository(path);
  settings = new KnownSettings(['shoal\\.maintainer']);
  const logged = loggedGit(folder, ['config']);
  ({ started } = logged);
  vi.stubEnv('PATH', logged.path);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function set(value: string): void {
  git(path, ['config', 'shoal.maintainer', value]);
}

async function values(): Promise<string[]> {
  return (await settings.of(repository)).map(({ value }) => value);
}

test('what is known is not read again', async () => {
  expect(await values()).toEqual(['one']);
  expect(started()).toEqual(['config']);
  expect(await values()).toEqual(['one']);
  expect(started()).toEqual([]);
});

test('what changes in the repository is read again, however it comes there', async () => {
  expect(await values()).toEqual(['one']);
  set('two');
  expect(await values()).toEqual(['two']);
  // As a backup puts it back, with the times that it had.
  const file = join(path, '.git', 'config');
  const beside = join(folder, 'config');
  writeFileSync(beside, '[core]\n\trepositoryformatversion = 0\n[shoal]\n\tmaintainer = three\n');
  utimesSync(beside, 1, 1);
  renameSync(beside, file);
  expect(await values()).toEqual(['three']);
});

test('so is what is set for one working tree alone', async () => {
  git(path, ['config', 'extensions.worktreeConfig', 'true']);
  expect(await values()).toEqual(['one']);
  git(path, ['config', '--worktree', 'shoal.maintainer', 'here']);
  expect(await values()).toEqual(['one', 'here']);
});

test('what is set for all repositories is noticed after ten seconds, or as soon as it is doubted', async () => {
  const clock = Date.now();
  expect(await values()).toEqual(['one']);
  writeFileSync(join(folder, '.gitconfig'), '[shoal]\n\tmaintainer = all\n');
  expect(await values()).toEqual(['one']);
  vi.useFakeTimers({ toFake: ['Date'], now: clock + 10_500 });
  expect(await values()).toEqual(['all', 'one']);
  writeFileSync(join(folder, '.gitconfig'), '[shoal]\n\tmaintainer = others\n');
  expect(await values()).toEqual(['all', 'one']);
  settings.doubt();
  expect(await values()).toEqual(['others', 'one']);
});

test('what was begun to be read before the doubt is no answer to it', async () => {
  const begun = settings.begin();
  const before = await readConfig(repository, '^shoal\\.');
  settings.doubt();
  settings.take(begun, before);
  expect(started()).toEqual(['config']);
  expect(await values()).toEqual(['one']);
  expect(started()).toEqual(['config']);
});

test('a clock that is set back makes nothing known', async () => {
  expect(await values()).toEqual(['one']);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
  await values();
  expect(started()).toEqual(['config', 'config']);
});
