import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Alias } from '../../shared/domain/git/tracking-refs.ts';
import type { PeerId, SwarmId } from '../../shared/ids.ts';
import { openRepository, type Repository } from '../git/open.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { ensureRemote } from './own-remote.ts';

const anna = 'anna' as Alias;
const origin = { peer: 'a'.repeat(52) as PeerId, swarm: 'b'.repeat(52) as SwarmId };
const remote = [
  'remote.anna.fetch +refs/heads/*:refs/remotes/anna/*',
  'remote.anna.skipfetchall true',
  `remote.anna.url gtp://${origin.peer}/${origin.swarm}`,
];

let folder: string;
let path: string;
let repository: Repository;

beforeEach(async () => {
  folder = temporaryFolder();
  path = join(folder, 'project');
  buildRepository(path, { commits: 1 });
  repository = await openRepository(path);
});
afterEach(() => rmSync(folder, { recursive: true }));

function settings(): string[] {
  return git(path, ['config', '--get-regexp', '^remote\\.anna\\.']).split('\n').sort();
}

test('a teammate becomes a remote of git’s', async () => {
  await ensureRemote(repository, anna, origin);
  expect(settings()).toEqual(remote);
  expect(git(path, ['remote'])).toBe('anna');
});

test('what a kill left half done is completed', async () => {
  git(path, ['config', 'remote.anna.fetch', '+refs/heads/*:refs/remotes/anna/*']);
  await ensureRemote(repository, anna, origin);
  expect(settings()).toEqual(remote);
});

test('a remote that is there is left as it is', async () => {
  git(path, ['config', 'remote.anna.url', 'https://example.org/anna.git']);
  await ensureRemote(repository, anna, origin);
  expect(settings()).toEqual(['remote.anna.url https://example.org/anna.git']);
});
