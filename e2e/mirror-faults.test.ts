import { existsSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fsck, refs } from '../engine/testing/git.ts';
import { SmallDisk, smallDiskObstacle } from '../engine/testing/small-disk.ts';
import type { AppState, TransferPhase } from '../shared/api/state.ts';
import type { TransferId } from '../shared/ids.ts';
import { newTransferId } from '../shared/new-transfer-id.ts';
import { leftBehind, shapeOf } from './support/clone-shape.ts';
import { MirroredOrigin, SLOW } from './support/mirrored-origin.ts';
import type { Mortal } from './support/mortal.ts';
import { type CliResult, runProgram } from './support/run-program.ts';
import { runShoal } from './support/shoal-node.ts';
import type { SmartOrigin } from './support/smart-origin.ts';

// Clones of an address, when something dies, ends or is full in the middle of them.

const MIB = 1024 * 1024;

let room: MirroredOrigin;
let origin: SmartOrigin;
let anna: Mortal;
let bob: Mortal;
let url: string;
let env: NodeJS.ProcessEnv;
/** What git makes of it by itself, and the bytes that this takes from the origin. */
let plain: string;
let whole: number;
let directory: string;
let clones = 0;

beforeAll(async () => {
  // What nothing compresses takes its time on a slow line.
  const project = { commits: 120, binaryBytes: 2_000_000 };
  room = await MirroredOrigin.start({ project, behind: 10 });
  ({ origin, anna, bob, url, env } = room);
  plain = join(room.folder, 'plain');
  const { exitCode } = await runProgram('git', ['clone', '--quiet', url, plain], { env });
  expect(exitCode).toBe(0);
  whole = origin.sent;
});

afterAll(() => room?.[Symbol.asyncDispose]());

beforeEach(async () => {
  // The test before may have started Bob anew: who sees nobody clones from the origin alone.
  await room.untilNear();
  clones += 1;
  directory = join(room.folder, `clone-${clones}`);
  origin.sent = 0;
  origin.requests = [];
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function untilPhase(transfer: TransferId, state: TransferPhase['state']): Promise<void> {
  const isSo = ({ transfers }: AppState) => transfers[transfer]?.phase.state === state;
  await bob.client.waitUntil(isSo, 60_000);
  expect(bob.client.state.transfers[transfer]?.phase.state).toBe(state);
}

function expectWhole(): void {
  expect(shapeOf(directory)).toEqual(shapeOf(plain));
  expect(leftBehind(directory)).toEqual([]);
  expect(readdirSync(directory).sort()).toEqual(readdirSync(plain).sort());
}

/** As the app asks for it. */
function startInApp(address = url): { transfer: TransferId; ended: Promise<unknown> } {
  const transfer = newTransferId();
  const request = { transfer, url: address, directory };
  return { transfer, ended: bob.client.call('clone.url', request).catch((error) => error) };
}

describe('asked for in the app', () => {
  test('it goes on by itself when Shoal was killed while teammates gave', async () => {
    await room.limit(SLOW);
    const { transfer } = startInApp();
    await room.untilInTheMiddle();
    await bob.kill();
    await bob.start();
    await room.limit(null);
    await untilPhase(transfer, 'done');
    expectWhole();
    expect(origin.sent).toBeLessThan(0.5 * whole);
  });

  test('it goes on by itself when Shoal was closed while the origin gave', async () => {
    const open = room.keepWaiting();
    const { transfer } = startInApp();
    await room.untilAsked();
    await bob.leave();
    open();
    await bob.start();
    await untilPhase(transfer, 'done');
    expectWhole();
  });

  test('whose password would have to be written down is told of, and not gone on with', async () => {
    await room.limit(SLOW);
    const secret = 'a%20secret';
    const { transfer } = startInApp(url.replace('http://', `http://me:${secret}@`));
    await room.untilInTheMiddle();
    const written = () => {
      const data = join(bob.node.directory, 'data');
      const files = readdirSync(data, { withFileTypes: true }).filter((each) => each.isFile());
      return files.map(({ name }) => readFileSync(join(data, name), 'latin1')).join('\n');
    };
    expect(written()).toContain(transfer);
    expect(written()).not.toContain('secret');
    await bob.kill();
    for (let start = 0; start < 2; start += 1) {
      await bob.start();
      await untilPhase(transfer, 'failed');
      const { address, phase } = bob.client.state.transfers[transfer] ?? {};
      expect(address).toBe(url);
      expect(phase).toMatchObject({ code: 'address-not-kept', isFinal: true });
      expect(existsSync(directory)).toBe(false);
      if (start === 0) await bob.leave();
    }
    await room.limit(null);
    await bob.client.call('transfers.dismiss', { transfer });
    expect(written()).not.toContain(transfer);
  });

  test('and paused, it is cancelled without leaving anything', async () => {
    await room.limit(SLOW);
    const { transfer, ended } = startInApp();
    await room.untilInTheMiddle();
    await bob.client.call('transfers.pause', { transfer });
    await untilPhase(transfer, 'paused');
    await bob.client.call('transfers.cancel', { transfer });
    await ended;
    await room.limit(null);
    expect(existsSync(directory)).toBe(false);
  });
});

function shoalClone(address = url, more: NodeJS.ProcessEnv = {}): Promise<CliResult> {
  const data = ['--data', join(bob.node.directory, 'data')];
  return runShoal(['clone', '--json', ...data, address, directory], { ...env, ...more });
}

describe('asked for on a command line', () => {
  test('a teammate who dies is done without', async () => {
    await room.limit(SLOW);
    const cloning = shoalClone();
    await room.untilInTheMiddle();
    await anna.kill();
    await room.limit(null);
    expect(await cloning).toMatchObject({ exitCode: 0 });
    expectWhole();
    await anna.start();
  });

  test('a Shoal that dies is done without', async () => {
    await room.limit(SLOW);
    const cloning = shoalClone();
    await room.untilInTheMiddle();
    await bob.kill();
    const { exitCode, stderr } = await cloning;
    await bob.start();
    await room.limit(null);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Nothing came from nearby');
    expectWhole();
  });

  test('an origin that dies is stood in for, until a fetch', async () => {
    const open = room.keepWaiting();
    const cloning = shoalClone();
    await room.untilAsked();
    origin.goDown();
    open();
    const { exitCode, stdout } = await cloning;
    origin.comeUp();
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ notes: [{ code: 'origin-down' }] });
    expect(fsck(directory)).toBe('');
    expect(refs(directory, 'refs/remotes/origin')).toEqual([]);
    const args = ['-C', directory, 'fetch', '--quiet', 'origin'];
    expect(await runProgram('git', args, { env })).toMatchObject({ exitCode: 0 });
    const main = 'refs/remotes/origin/main';
    expect(refs(directory, main)).toEqual(refs(plain, main));
  });
});

test.skipIf(smallDiskObstacle() !== null)('a full disk is told, and nothing is left', async () => {
  using disk = SmallDisk.make(64 * MIB);
  directory = join(disk.path, 'clone');
  const room = () => statfsSync(disk.path).bavail;
  let failures = 0;
  for (const bytes of [MIB / 8, 3 * MIB, 48 * MIB]) {
    disk.leave(bytes);
    const before = room();
    const { exitCode, stdout, stderr } = await shoalClone();
    if (stderr.includes('not all files could be written')) {
      expect(fsck(directory)).toBe('');
      rmSync(directory, { recursive: true });
      continue;
    }
    if (exitCode === 0) break;
    failures += 1;
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'disk-full' } });
    expect(existsSync(directory)).toBe(false);
    expect(room()).toBe(before);
  }
  expect(failures).toBeGreaterThan(1);
  expectWhole();
});
