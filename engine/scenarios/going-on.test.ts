import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Transfer } from '../../shared/api/state.ts';
import type { SwarmId, TransferId } from '../../shared/ids.ts';
import { cloneAt, fsck, git, untouchables } from '../testing/git.ts';
import { endAll, startSharingPair } from './support/pair.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

const MEGABYTE = 1_000_000;

let anna: TestEngine;
let bob: TestEngine;
let source: string;
let transfer: TransferId;

/** Anna has a project of some 20 MB and a line that is slow enough to come between. */
beforeEach(async () => {
  ({ anna, bob, source } = await startSharingPair({ commits: 600, binaryBytes: 3 * MEGABYTE }));
  await throttle(6 * MEGABYTE);
  transfer = newTransferId();
});
afterEach(() => endAll(bob, anna));

async function throttle(upload: number | null): Promise<void> {
  const rest = { uploadPerPeer: null, download: null, downloadPerPeer: null };
  await anna.call('limits.set', { upload, ...rest });
}

function shown(): Transfer | undefined {
  return bob.state.transfers[transfer];
}

function startClone() {
  const swarm = Object.keys(bob.state.swarms)[0] as SwarmId;
  const directory = join(bob.directory, 'clone');
  return bob.call('clone', { transfer, swarm, directory });
}

async function untilBlocks(count: number): Promise<void> {
  await bob.until(() => (shown()?.progress.blocksDone ?? 0) >= count, `${count} blocks are here`);
}

async function untilPhase(state: Transfer['phase']['state']): Promise<void> {
  await bob.until(() => shown()?.phase.state === state, `the transfer is ${state}`);
}

function expectCloned(): void {
  const clone = join(bob.directory, 'clone');
  expect(git(clone, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  expect(git(clone, ['status', '--porcelain'])).toBe('');
  expect(fsck(clone)).toBe('');
  expect(readdirSync(join(clone, '.git')).filter((name) => name.startsWith('shoal'))).toEqual([]);
}

/** What came in all attempts together is what one takes: nothing came twice. */
function expectNothingTwice(total: number): void {
  const { bytes = 0, keptBytes = 0 } = shown()?.progress ?? {};
  expect(keptBytes).toBeGreaterThan(0);
  expect(bytes + keptBytes).toBeLessThan(1.02 * total);
}

/** As if what the reel is made of had not been told to its end before the pause. */
function forgetPlan(): void {
  const names = readdirSync(bob.directory, { recursive: true, encoding: 'utf8' });
  const [name = ''] = names.filter((each) => each.endsWith(join('reel', 'definition.json')));
  const file = join(bob.directory, name);
  const definition = JSON.parse(readFileSync(file, 'utf8'));
  expect(definition).toHaveProperty('plan');
  writeFileSync(file, JSON.stringify({ ...definition, plan: null }));
}

async function sizeOfClone(): Promise<number> {
  const cleo = await TestEngine.start('Cleo');
  await throttle(null);
  await cleo.connect(anna);
  await cleo.untilAlternatives(1);
  const swarm = Object.keys(cleo.state.swarms)[0] as SwarmId;
  const directory = join(cleo.directory, 'clone');
  const { bytes } = await cleo.call('clone', { transfer: newTransferId(), swarm, directory });
  await cleo[Symbol.asyncDispose]();
  return bytes;
}

test('a paused transfer keeps what is here, and goes on when it is told to', async () => {
  const cloning = startClone();
  await untilBlocks(2);
  await bob.call('transfers.pause', { transfer });
  await untilPhase('paused');
  const atPause = shown()?.progress.bytes;
  await sleep(500);
  expect(shown()?.progress.bytes).toBe(atPause);
  await bob.call('transfers.resume', { transfer });
  await cloning;
  expectCloned();
  expectNothingTwice(await sizeOfClone());
});

test('what came before it was known what else there is, is not fetched again', async () => {
  const cloning = startClone();
  await untilBlocks(2);
  await bob.call('transfers.pause', { transfer });
  await untilPhase('paused');
  forgetPlan();
  await bob.call('transfers.resume', { transfer });
  await cloning;
  expectCloned();
  expectNothingTwice(await sizeOfClone());
});

test('a cancelled transfer leaves nothing behind, also while it is paused', async () => {
  const cloning = startClone();
  cloning.catch(() => {});
  await untilBlocks(1);
  await bob.call('transfers.pause', { transfer });
  await bob.call('transfers.cancel', { transfer });
  await expect(cloning).rejects.toMatchObject({ code: 'cancelled' });
  await untilPhase('cancelled');
  expect(existsSync(join(bob.directory, 'clone'))).toBe(false);
  await bob.call('transfers.retry', { transfer });
  await untilPhase('done');
  expectCloned();
});

describe('when Shoal is closed and started again', () => {
  test('a clone goes on by itself, under its old name', async () => {
    startClone().catch(() => {});
    await untilBlocks(2);
    bob = await bob.restarted();
    expect(shown()).toMatchObject({ kind: 'clone' });
    await bob.connect(anna);
    await untilPhase('done');
    expectCloned();
    expectNothingTwice(await sizeOfClone());
  });

  test('a paused clone stays paused', async () => {
    startClone().catch(() => {});
    await untilBlocks(1);
    await bob.call('transfers.pause', { transfer });
    bob = await bob.restarted();
    await bob.connect(anna);
    await bob.untilAlternatives(1);
    expect(shown()?.phase.state).toBe('paused');
    await bob.call('transfers.resume', { transfer });
    await untilPhase('done');
    expectCloned();
  });

  test('a fetch goes on by itself', async () => {
    const path = join(bob.directory, 'older');
    cloneAt(source, 'main~550', path);
    const before = untouchables(path);
    const { id: repository } = await bob.call('repositories.add', { path });
    bob.call('fetch', { transfer, repository, peers: [anna.id] }).catch(() => {});
    await bob.until(() => (shown()?.progress.bytes ?? 0) > 2 * MEGABYTE, 'some of it is here');
    bob = await bob.restarted();
    await bob.connect(anna);
    await untilPhase('done');
    expect(git(path, ['rev-parse', 'refs/remotes/anna/main'])).toBe(
      git(source, ['rev-parse', 'main']),
    );
    expect(untouchables(path)).toBe(before);
    expect(fsck(path)).toBe('');
    expect(existsSync(join(path, '.git', 'shoal'))).toBe(false);
    expect(shown()?.progress.keptBytes).toBeGreaterThan(0);
  });
});

test('while the only source is away it waits, and goes on when it is back', async () => {
  const cloning = startClone();
  await untilBlocks(2);
  const { port } = anna.engine.self;
  await anna.engine[Symbol.asyncDispose]();
  await untilPhase('waiting');
  anna = await TestEngine.start('Anna', anna.directory);
  expect(anna.engine.self.port).not.toBe(port);
  await bob.connect(anna);
  await cloning;
  expectCloned();
  // What came before it left counts as received in this attempt.
  const { bytes = 0, keptBytes = 0 } = shown()?.progress ?? {};
  expect(bytes + keptBytes).toBeLessThan(1.02 * (await sizeOfClone()));
});
