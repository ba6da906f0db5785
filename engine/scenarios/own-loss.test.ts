import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { cloneAt, fsck, git } from '../testing/git.ts';
import { endAll, startSharingPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

const MEGABYTE = 1_000_000;

let anna: TestEngine;
let bob: TestEngine;
let source: string;

/** Anna has a project of some MB and a line that is slow enough to come between. */
beforeEach(async () => {
  ({ anna, bob, source } = await startSharingPair({ commits: 400, binaryBytes: 1.2 * MEGABYTE }));
});
afterEach(() => endAll(bob, anna));

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

async function slowly(): Promise<void> {
  const rest = { uploadPerPeer: null, download: null, downloadPerPeer: null };
  await anna.call('limits.set', { upload: 1.5 * MEGABYTE, ...rest });
}

const untilSomeIsHere = () =>
  bob.until(
    ({ transfers }) => Object.values(transfers).some(({ progress }) => progress.bytes > MEGABYTE),
    'some of it is here',
  );

function older(): string {
  const path = join(bob.directory, 'older');
  cloneAt(source, 'main~300', path);
  return path;
}

test('a fetch into a repository that is removed meanwhile says so, and makes no new folder', async () => {
  await slowly();
  const path = older();
  const fetching = failureOf(bob.fetch(path));
  await untilSomeIsHere();
  rmSync(path, { recursive: true });
  expect(await fetching).toMatchObject({
    code: 'repository-gone',
    message: expect.stringContaining(path),
  });
  expect(existsSync(path)).toBe(false);
});

test('a clone whose folder is removed meanwhile says so, and leaves nothing behind', async () => {
  await slowly();
  const swarm = Object.keys(bob.state.swarms)[0] as SwarmId;
  const directory = join(bob.directory, 'clone');
  const cloning = failureOf(bob.call('clone', { transfer: newTransferId(), swarm, directory }));
  await untilSomeIsHere();
  rmSync(directory, { recursive: true });
  expect(await cloning).toMatchObject({
    code: 'folder-gone',
    message: expect.stringContaining(directory),
  });
  expect(existsSync(directory)).toBe(false);
  // It can be cloned there again at once.
  await bob.call('clone', { transfer: newTransferId(), swarm, directory });
  expect(fsck(directory)).toBe('');
});

test('following rests while my own repository is gone, and goes on when it is back', async () => {
  const path = older();
  const { id } = await bob.call('repositories.add', { path });
  await bob.call('follow.set', { peer: anna.id, repository: id, ...PLAIN_FOLLOW });
  const hasCome = () => Object.keys(bob.state.activity).length;
  await bob.until(() => hasCome() === 1, 'what was there has come');
  renameSync(path, `${path}-away`);
  await bob.until(
    ({ repositories }) => repositories[id]?.status.state === 'unusable',
    'it is told of',
  );
  git(source, ['commit', '--quiet', '--allow-empty', '-m', 'meanwhile']);
  await anna.until(
    ({ repositories }) => Object.values(repositories)[0]?.status.state === 'ready',
    'it is read',
  );
  expect(Object.values(bob.state.follows).map(({ problem }) => problem)).toEqual([null]);
  expect(existsSync(path)).toBe(false);
  renameSync(`${path}-away`, path);
  await bob.until(() => hasCome() === 2, 'what came meanwhile is fetched');
  expect(git(path, ['rev-parse', 'refs/remotes/anna/main'])).toBe(
    git(source, ['rev-parse', 'main']),
  );
});

test('what would conflict is known again when a repository is back', async () => {
  const path = older();
  git(path, ['commit', '--quiet', '--allow-empty', '-m', 'mine']);
  const { id } = await bob.call('repositories.add', { path });
  await bob.fetch(path);
  const outlook = () =>
    Object.values(bob.state.swarms)
      .flatMap(({ alternatives }) => alternatives.flatMap(({ heads }) => heads))
      .find(({ name }) => name === 'main')?.standing[id]?.merge?.kind;
  await bob.until(() => outlook() === 'clean', 'it is known');
  renameSync(path, `${path}-away`);
  await bob.until(() => outlook() === undefined, 'nothing is known of it');
  git(source, ['commit', '--quiet', '--allow-empty', '-m', 'meanwhile']);
  renameSync(`${path}-away`, path);
  await bob.fetch(path).catch(() => {});
  await bob.until(({ repositories }) => repositories[id]?.status.state === 'ready', 'it is back');
  await bob.fetch(path);
  await bob.until(() => outlook() === 'clean', 'it is known again');
});
