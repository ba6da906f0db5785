import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SwarmId } from '../../shared/ids.ts';
import { CHECKPOINT_EVERY } from '../reels/rules/checkpoint.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, fsck, git, untouchables } from '../testing/git.ts';
import { endAll, shareWithin, startPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let source: string;

beforeEach(async () => {
  ({ anna, bob, source } = await startPair());
});
afterEach(() => endAll(bob, anna));

const share = () => shareWithin({ anna, bob, source });

async function throttle(upload: number): Promise<void> {
  const rest = { uploadPerPeer: null, download: null, downloadPerPeer: null };
  await anna.call('limits.set', { upload, ...rest });
}

function clone(name: string) {
  const swarm = Object.keys(bob.state.swarms)[0] as SwarmId;
  const directory = join(bob.directory, name);
  return bob.call('clone', { transfer: newTransferId(), swarm, directory });
}

/** What Anna was asked for. */
function reels(): string[] {
  return readdirSync(join(anna.directory, 'data', 'reels')).sort();
}

function commit(message: string): string {
  writeFileSync(join(source, 'latest.txt'), message);
  git(source, ['add', 'latest.txt']);
  git(source, ['commit', '--quiet', '-m', message]);
  return git(source, ['rev-parse', 'HEAD']);
}

test('who clones before and after a commit is served the same blocks, but for the last ones', async () => {
  buildRepository(source, { commits: 600 });
  await share();
  await clone('before');
  const before = reels();
  const head = commit('another one');
  await bob.until(
    ({ swarms }) =>
      Object.values(swarms)[0]?.alternatives[0]?.heads.some((h) => h.oid === head) ?? false,
    'Bob knows of the commit',
  );
  await clone('after');
  expect(git(join(bob.directory, 'after'), ['rev-parse', 'HEAD'])).toBe(head);
  const fresh = reels().filter((name) => !before.includes(name));
  expect(before.length).toBe(2);
  expect(fresh.length).toBe(1);
});

test('a clone ends with the heads of its end, not of its beginning', async () => {
  buildRepository(source, { commits: 600, binaryBytes: 2_000_000 });
  await throttle(5_000_000);
  await share();
  const cloning = clone('clone');
  await bob.until(
    ({ transfers }) => Object.values(transfers).some(({ progress }) => progress.bytes > 2_000_000),
    'the clone is under way',
  );
  const head = commit('meanwhile');
  await cloning;
  expect(git(join(bob.directory, 'clone'), ['rev-parse', 'HEAD'])).toBe(head);
  expect(fsck(join(bob.directory, 'clone'))).toBe('');
});

test('who is far behind catches up in steps that are kept when it is interrupted', async () => {
  buildRepository(source, { commits: 6_000, fileBytes: 400 });
  const first = git(source, ['rev-list', '--first-parent', '--reverse', 'main']).split('\n');
  const behind = join(bob.directory, 'behind');
  cloneAt(source, first[200] as string, behind);
  const before = untouchables(behind);
  await throttle(500_000);
  await share();
  const { id: repository } = await bob.call('repositories.add', { path: behind });
  const transfer = newTransferId();
  bob.call('fetch', { transfer, repository, peers: [anna.id] }).catch(() => {});
  const tracking = join(behind, '.git', 'refs', 'remotes', 'anna', 'main');
  await bob.until(() => existsSync(tracking), 'a step is recorded');
  bob = await bob.restarted();
  const step = git(behind, ['rev-parse', 'refs/remotes/anna/main']);
  const number = first.indexOf(step) + 1;
  expect(number % CHECKPOINT_EVERY).toBe(0);
  expect(number).toBeGreaterThan(200);
  expect(number).toBeLessThan(first.length);
  // It can be used: nothing is missing from it.
  expect(git(behind, ['log', '--oneline', `main..${step}`]).split('\n').length).toBeGreaterThan(
    100,
  );
  expect(fsck(behind)).toBe('');

  await throttle(100_000_000);
  await bob.connect(anna);
  await bob.until(
    ({ transfers }) => transfers[transfer]?.phase.state === 'done',
    'the fetch has gone on',
  );
  expect(git(behind, ['rev-parse', 'refs/remotes/anna/main'])).toBe(first.at(-1));
  expect(untouchables(behind)).toBe(before);
  expect(fsck(behind)).toBe('');
});
