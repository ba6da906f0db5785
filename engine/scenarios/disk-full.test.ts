import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RateLimits, Transfer } from '../../shared/api/state.ts';
import type { SwarmId, TransferId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, fsck, git, refs, trackingRefsOf, untouchables } from '../testing/git.ts';
import { SmallDisk, smallDiskObstacle } from '../testing/small-disk.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

const MEGABYTE = 1_000_000;
const UNLIMITED: RateLimits = {
  upload: null,
  uploadPerPeer: null,
  download: null,
  downloadPerPeer: null,
};

let folder: string;
let source: string;
let disk: SmallDisk;
let anna: TestEngine;
let bob: TestEngine;

/** A project of some 8 MB, in several blocks. */
beforeAll(() => {
  folder = temporaryFolder();
  source = join(folder, 'project');
  buildRepository(source, { commits: 700, binaryBytes: MEGABYTE });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  disk = SmallDisk.make(64 * MEGABYTE);
});
afterEach(async () => {
  await Promise.allSettled([bob, anna].map((engine) => engine[Symbol.asyncDispose]()));
  disk[Symbol.dispose]();
});

async function meet(folders: { anna?: string; bob?: string } = {}): Promise<SwarmId> {
  anna = await TestEngine.start('Anna', folders.anna);
  bob = await TestEngine.start('Bob', folders.bob);
  await anna.share(source);
  await bob.connect(anna);
  await bob.untilAlternatives(1);
  return Object.keys(bob.state.swarms)[0] as SwarmId;
}

/** Gives it more and more room until it comes to its end. @returns how often it was told to be full */
async function withMoreAndMoreRoom(
  steps: readonly number[],
  work: () => Promise<unknown>,
  afterFailure: () => void,
): Promise<number> {
  for (const [failures, bytes] of steps.entries()) {
    disk.leave(bytes);
    try {
      await work();
      return failures;
    } catch (error) {
      expect(error).toMatchObject({ code: 'disk-full', message: expect.stringMatching(SENTENCE) });
      afterFailure();
    }
  }
  throw new Error('there was never room enough');
}

/** When it is full; or before that, when it is seen that the files would not fit. */
const SENTENCE =
  /^(?:The disk is full\.|The files of this project take [^\n]+, and the disk has room for [^\n]+\.) [^\n]+\.$/;
/** Few bytes at first, so that each of the first writes is the one that fails. */
const STEPS = [
  ...[0, 4, 8, 12, 16, 24, 32, 48, 64, 100, 200, 400, 800].map((kilobytes) => kilobytes * 1_024),
  ...Array.from({ length: 20 }, (_, index) => (1.5 + index) * MEGABYTE),
];

function expectCloned(directory: string): void {
  expect(git(directory, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  expect(git(directory, ['status', '--porcelain'])).toBe('');
  expect(fsck(directory)).toBe('');
  expect(existsSync(join(directory, '.git', 'shoal'))).toBe(false);
}

describe.skipIf(smallDiskObstacle() !== null)('when the disk is full', () => {
  test('a clone is halted at whatever it was writing, and goes on when there is room', async () => {
    const swarm = await meet();
    const directory = join(disk.path, 'clone');
    const clone = () => bob.call('clone', { transfer: newTransferId(), swarm, directory });
    const failures = await withMoreAndMoreRoom(STEPS, clone, () => {});
    expect(failures).toBeGreaterThan(15);
    expectCloned(directory);
    // What had come was kept each time, but for what was on its way when there was no room for it.
    const ids = Object.keys(bob.state.transfers) as TransferId[];
    const ended = await Promise.all(ids.map((id) => bob.ended(id)));
    const received = ended.map(({ progress }) => progress.bytes);
    const total = received.reduce((sum, bytes) => sum + bytes, 0);
    expect(total).toBeLessThan(1.8 * sizeOf(directory));
  });

  test('a fetch changes nothing, and goes on when there is room', async () => {
    await meet();
    const path = join(disk.path, 'older');
    cloneAt(source, 'main~650', path);
    const before = untouchables(path);
    const expectUntouched = () => {
      disk.makeRoom();
      expect(untouchables(path)).toBe(before);
      expect(fsck(path)).toBe('');
      expect(git(path, ['for-each-ref', 'refs/remotes/anna/main'])).toBe('');
      expect(locksIn(path)).toEqual([]);
    };
    const failures = await withMoreAndMoreRoom(STEPS, () => bob.fetch(path), expectUntouched);
    expect(failures).toBeGreaterThan(10);
    expect(refs(path, 'refs/remotes').sort()).toEqual(trackingRefsOf(source, 'anna'));
    expect(untouchables(path)).toBe(before);
    expect(fsck(path)).toBe('');
    expect(existsSync(join(path, '.git', 'shoal'))).toBe(false);
  });

  test('at who sends, a clone waits for room, and goes on by itself', async () => {
    const swarm = await meet({ anna: join(disk.path, 'anna') });
    const log = vi.spyOn(console, 'error');
    disk.leave(0);
    const directory = join(bob.directory, 'clone');
    const transfer = newTransferId();
    const cloning = bob.call('clone', { transfer, swarm, directory });
    cloning.catch(() => {});
    const received = () => bob.state.transfers[transfer]?.progress.bytes ?? 0;
    await untilPhase(transfer, 'waiting');
    // For the lists, and a part of what the blocks are made by.
    disk.leave(0.42 * MEGABYTE);
    await bob.until(() => received() > 0, 'something has come');
    await untilPhase(transfer, 'waiting');
    // Nothing is left over of what could not be completed.
    const reels = join(anna.directory, 'data', 'reels');
    await expect.poll(() => unfinishedIn(reels), { timeout: 2_000 }).toEqual([]);
    disk.makeRoom();
    await cloning;
    expectCloned(directory);
    const { peers } = (await bob.ended(transfer)).progress;
    expect(peers).toEqual([{ id: anna.id, bytes: expect.any(Number), dropped: null }]);
    const told = log.mock.calls.map(([line]) => String(line)).join('\n');
    log.mockRestore();
    expect(told).toContain('Anna: The disk is full, so that a teammate could not be given');
    expect(told).not.toContain('Something went wrong');
  });

  test('at who receives, but only where Shoal keeps its own data: nothing begins', async () => {
    const swarm = await meet({ bob: join(disk.path, 'bob') });
    disk.leave(0);
    const directory = join(anna.directory, 'clone');
    const transfer = newTransferId();
    const full = { code: 'disk-full', message: expect.stringMatching(SENTENCE) };
    await expect(bob.call('clone', { transfer, swarm, directory })).rejects.toMatchObject(full);
    await untilPhase(transfer, 'failed');
    expect(existsSync(directory)).toBe(false);
    await expect(bob.call('limits.set', { ...UNLIMITED, upload: 1e6 })).rejects.toMatchObject(full);
    disk.makeRoom();
    await bob.call('transfers.retry', { transfer });
    await untilPhase(transfer, 'done');
    expectCloned(directory);
  });

  test('and heads that move meanwhile are told to others all the same', async () => {
    await meet({ anna: join(disk.path, 'anna') });
    const copy = join(bob.directory, 'copy');
    cloneAt(source, 'main', copy);
    await anna.share(copy);
    await bob.untilAlternatives(2);
    disk.leave(0);
    git(copy, ['commit', '--quiet', '--allow-empty', '-m', 'later']);
    const later = git(copy, ['rev-parse', 'main']);
    await bob.until(({ swarms }) => JSON.stringify(swarms).includes(later), 'the commit is told');
  });
});

/** What its packs take, in bytes. */
function sizeOf(path: string): number {
  const [, kilobytes] = /^size-pack: (\d+)$/m.exec(git(path, ['count-objects', '-v'])) ?? [];
  return Number(kilobytes) * 1_024;
}

async function untilPhase(transfer: TransferId, state: Transfer['phase']['state']): Promise<void> {
  await bob.until(
    ({ transfers }) => transfers[transfer]?.phase.state === state,
    `the transfer is ${state}`,
  );
}

function unfinishedIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /building|tmp/.test(name));
}

function locksIn(path: string): string[] {
  const names = readdirSync(join(path, '.git'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.lock'));
}
