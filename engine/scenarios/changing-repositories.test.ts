import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SwarmId, TransferId } from '../../shared/ids.ts';
import { cloneAt, fsck, git, NO_MAINTENANCE, refs, trackingRefsOf } from '../testing/git.ts';
import { endAll, startSharingPair } from './support/pair.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

const MEGABYTE = 1_000_000;
/** How long a transfer waits for what its source has lost, in milliseconds. */
const PATIENCE = 8_000;
const run = promisify(execFile);

let anna: TestEngine;
let bob: TestEngine;
let source: string;
let transfer: TransferId;

/** Anna has a project of some 12 MB and a line that is slow enough to come between. */
beforeEach(async () => {
  ({ anna, bob, source } = await startSharingPair(
    { commits: 1_000, binaryBytes: 1.2 * MEGABYTE },
    PATIENCE,
  ));
  const rest = { uploadPerPeer: null, download: null, downloadPerPeer: null };
  await anna.call('limits.set', { upload: 5 * MEGABYTE, ...rest });
  transfer = newTransferId();
});
afterEach(() => endAll(bob, anna));

/** Beside what this process has to do meanwhile. */
async function gitBeside(directory: string, ...args: string[]): Promise<void> {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid'];
  await run('git', [...identity, ...args], {
    cwd: directory,
    env: { ...process.env, ...NO_MAINTENANCE },
  });
}

function startClone() {
  const swarm = Object.keys(bob.state.swarms)[0] as SwarmId;
  const directory = join(bob.directory, 'clone');
  const cloning = bob.call('clone', { transfer, swarm, directory });
  cloning.catch(() => {});
  return cloning;
}

function olderClone(): string {
  const path = join(bob.directory, 'older');
  cloneAt(source, 'main~900', path);
  return path;
}

async function untilBytes(count: number): Promise<void> {
  await bob.until(
    ({ transfers }) =>
      Object.values(transfers).some(({ progress }) => progress.bytes + progress.keptBytes > count),
    `${count} bytes are here`,
  );
}

function expectHealthy(path: string): void {
  expect(fsck(path)).toBe('');
  expect(locksIn(path)).toEqual([]);
  expect(existsSync(join(path, '.git', 'shoal'))).toBe(false);
}

function locksIn(path: string): string[] {
  const names = readdirSync(join(path, '.git'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(lock|keep)$/.test(name));
}

describe('while others receive from it, a repository may be', () => {
  test.each([
    ['repacked', (round: number) => [['repack', '-adfq', `--window=${round + 2}`]]],
    [
      // As it does it by itself since git 2.54, after a commit or a fetch.
      'maintained by git, pack by pack',
      () => [
        ['repack', '-adq', '--max-pack-size=3m'],
        ['repack', '-dq', '--geometric=2', '--write-midx'],
      ],
    ],
  ])('%s, again and again', async (_, commands) => {
    const cloning = startClone();
    for (let round = 0; round < 3; round += 1) {
      await untilBytes(round * 3 * MEGABYTE);
      for (const args of commands(round)) await gitBeside(source, ...args);
    }
    await cloning;
    const clone = join(bob.directory, 'clone');
    expectHealthy(clone);
    expect(git(clone, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  });

  test('pruned of all that is not its history', async () => {
    const cloning = startClone();
    await untilBytes(MEGABYTE);
    await gitBeside(source, 'reflog', 'expire', '--expire=now', '--all');
    await gitBeside(source, 'gc', '--quiet', '--prune=now');
    await cloning;
    const clone = join(bob.directory, 'clone');
    expectHealthy(clone);
    expect(git(clone, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  });

  test.each(['clone', 'fetch'] as const)(
    'set back, and what was ahead removed: %s',
    async (what) => {
      const path = what === 'fetch' ? olderClone() : join(bob.directory, 'clone');
      const before = what === 'fetch' ? refs(path) : [];
      const outcome = (what === 'fetch' ? bob.fetch(path) : startClone()).then(
        () => null,
        (error: unknown) => error,
      );
      await untilBytes(MEGABYTE);
      const ahead = git(source, ['rev-parse', 'main']);
      await gitBeside(source, 'reset', '--quiet', '--hard', 'main~300');
      for (const line of refs(source)) {
        const [, ref = ''] = line.split(' ');
        if (ref !== 'refs/heads/main') await gitBeside(source, 'update-ref', '-d', ref);
      }
      await gitBeside(source, 'reflog', 'expire', '--expire=now', '--all');
      await gitBeside(source, 'gc', '--quiet', '--prune=now');
      expect(() => git(source, ['cat-file', '-e', ahead])).toThrow();
      const tip = git(source, ['rev-parse', 'main']);
      const failure = await outcome;
      if (failure !== null) {
        expect(failure).toMatchObject({
          code: expect.stringMatching(/^(not-served|objects-missing|protocol)$/),
          message: expect.stringMatching(/^[^\n]+\.$/),
        });
        if (what === 'fetch') expect(refs(path)).toEqual(before);
        else expect(existsSync(path)).toBe(false);
      }
      if (what === 'fetch') expect(fsck(path)).toBe('');
      await bob.until(({ swarms }) => JSON.stringify(swarms).includes(tip), 'it is told');
      if (what === 'fetch') await bob.fetch(path);
      else if (failure !== null) await cloneAgain(path);
      expectHealthy(path);
      const remote = what === 'fetch' ? 'anna' : 'origin';
      expect(git(path, ['rev-parse', `refs/remotes/${remote}/main`])).toBe(tip);
    },
  );
});

async function cloneAgain(directory: string): Promise<void> {
  const swarm = Object.keys(bob.state.swarms)[0] as SwarmId;
  await bob.call('clone', { transfer: newTransferId(), swarm, directory });
}

test('two fetches into one repository at once take turns, and both succeed', async () => {
  const path = olderClone();
  const cleo = await TestEngine.start('Cleo');
  const copy = join(cleo.directory, 'project');
  git(cleo.directory, ['clone', '--quiet', '--no-local', source, copy]);
  git(copy, ['remote', 'remove', 'origin']);
  git(copy, ['commit', '--quiet', '--allow-empty', '-m', 'of Cleo']);
  await cleo.share(copy);
  await bob.connect(cleo);
  await bob.untilAlternatives(2);
  const [first, second] = await Promise.all([
    bob.fetch(path, { peers: [anna] }),
    bob.fetch(path, { peers: [cleo] }),
  ]);
  const names = ({ updated }: typeof first) => updated.map(({ ref }) => ref.split('/')[2]);
  expect(new Set(names(first))).toEqual(new Set(['anna']));
  expect(new Set(names(second))).toEqual(new Set(['cleo']));
  expect(refs(path, 'refs/remotes/anna').sort()).toEqual(trackingRefsOf(source, 'anna'));
  expect(refs(path, 'refs/remotes/cleo').sort()).toEqual(trackingRefsOf(copy, 'cleo'));
  // What the first one has brought, the second one does not fetch again.
  expect(Math.min(first.bytes, second.bytes)).toBeLessThan(0.1 * MEGABYTE);
  expectHealthy(path);
  await cleo[Symbol.asyncDispose]();
});

test('a fetch does not mind a user who commits and collects garbage meanwhile', async () => {
  const path = olderClone();
  const work = { isOver: false, commits: 0 };
  const fetching = bob.fetch(path);
  const user = async () => {
    for (let round = 0; !work.isOver && round < 200; round += 1) {
      await gitBeside(path, 'commit', '--quiet', '--allow-empty', '-m', `mine ${round}`);
      work.commits += 1;
      await gitBeside(path, 'gc', '--quiet', '--prune=now');
      // Now and then while it comes, and without a pause when all is here.
      await Promise.race([untilBytes(Math.min(round + 1, 9) * MEGABYTE), fetching]);
    }
  };
  const working = user();
  await fetching;
  work.isOver = true;
  await working;
  expect(work.commits).toBeGreaterThan(3);
  expect(refs(path, 'refs/remotes').sort()).toEqual(trackingRefsOf(source, 'anna'));
  expect(git(path, ['rev-list', '--count', 'main'])).toBe(
    String(Number(git(source, ['rev-list', '--count', 'main~900'])) + work.commits),
  );
  expect(git(path, ['status', '--porcelain'])).toBe('');
  expectHealthy(path);
});
