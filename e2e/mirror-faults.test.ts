import { existsSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { fsck, git, refs } from '../engine/testing/git.ts';
import { SmallDisk, smallDiskObstacle } from '../engine/testing/small-disk.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import { type AppState, isRunning, type TransferPhase } from '../shared/api/state.ts';
import type { TransferId } from '../shared/ids.ts';
import { newTransferId } from '../shared/new-transfer-id.ts';
import { leftBehind, shapeOf } from './support/clone-shape.ts';
import { makeCopyBehind } from './support/copy-behind.ts';
import { gitHome } from './support/git-home.ts';
import { Mortal } from './support/mortal.ts';
import { type CliResult, runProgram } from './support/run-program.ts';
import { runShoal } from './support/shoal-node.ts';
import { SmartOrigin } from './support/smart-origin.ts';

// Clones of an address, when something dies, ends or is full in the middle of them.

const MIB = 1024 * 1024;
/** So slow that there is time to do something in the middle, in bytes a second. */
const SLOW = 256 * 1024;
const UNLIMITED = { upload: null, uploadPerPeer: null, downloadPerPeer: null, download: null };
/** Some of a slow transfer, in bytes. */
const SOME = 50_000;

let folder: string;
let origin: SmartOrigin;
let anna: Mortal;
let bob: Mortal;
let hers: string;
let swarm: string;
let url: string;
let env: NodeJS.ProcessEnv;
/** What git makes of it by itself, and the bytes that this takes from the origin. */
let plain: string;
let whole: number;
let directory: string;
let clones = 0;

beforeAll(async () => {
  folder = temporaryFolder();
  const source = join(folder, 'source');
  // What nothing compresses takes its time on a slow line.
  buildRepository(source, { commits: 120, binaryBytes: 2_000_000 });
  const bare = join(folder, 'served', 'app.git');
  git(folder, ['clone', '--quiet', '--mirror', source, bare]);
  origin = await SmartOrigin.start(join(folder, 'served'));
  url = `${origin.host}/app.git`;
  const settings = ['[credential]', `helper = ${JSON.stringify(origin.credentials)}`];
  env = gitHome(join(folder, 'home'), settings);
  anna = new Mortal('Anna');
  bob = new Mortal('Bob', { HOME: env.HOME ?? '', GIT_CONFIG_NOSYSTEM: '1' });
  await anna.start();
  await bob.start([anna]);
  hers = join(anna.node.directory, 'app');
  makeCopyBehind(bare, hers, url, 10);
  await anna.node.json('share', hers);
  swarm = await bob.node.untilSwarm('app');
  plain = join(folder, 'plain');
  const { exitCode } = await runProgram('git', ['clone', '--quiet', url, plain], { env });
  expect(exitCode).toBe(0);
  whole = origin.sent;
});

afterAll(async () => {
  await bob?.end();
  await anna?.end();
  await origin?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  clones += 1;
  directory = join(folder, `clone-${clones}`);
  origin.sent = 0;
  origin.requests = [];
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function limit(download: number | null): Promise<void> {
  await bob.client.call('limits.set', { ...UNLIMITED, download });
}

function until(what: (state: AppState) => boolean): Promise<boolean> {
  return bob.client.waitUntil(what, 60_000);
}

/** Until some of a slow transfer has come. */
async function untilInTheMiddle(): Promise<void> {
  const isInTheMiddle = ({ transfers }: AppState) =>
    Object.values(transfers).some(
      (transfer) => isRunning(transfer) && transfer.progress.bytes > SOME,
    );
  expect(await until(isInTheMiddle)).toBe(true);
}

/** Until the origin has been asked, while it keeps everybody waiting. */
async function untilOriginIsAsked(): Promise<void> {
  await expect.poll(() => origin.requests.length, { timeout: 60_000 }).toBeGreaterThan(0);
}

async function untilPhase(transfer: TransferId, state: TransferPhase['state']): Promise<void> {
  const isSo = ({ transfers }: AppState) => transfers[transfer]?.phase.state === state;
  await until(isSo);
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

function keepsWaiting(): () => void {
  let open = () => {};
  origin.gate = new Promise((resolve) => {
    open = resolve;
  });
  return open;
}

describe('asked for in the app', () => {
  test('it goes on by itself when Shoal was killed while teammates gave', async () => {
    await limit(SLOW);
    const { transfer } = startInApp();
    await untilInTheMiddle();
    await bob.kill();
    await bob.start();
    await limit(null);
    await untilPhase(transfer, 'done');
    expectWhole();
    expect(origin.sent).toBeLessThan(0.5 * whole);
  });

  test('it goes on by itself when Shoal was closed while the origin gave', async () => {
    const open = keepsWaiting();
    const { transfer } = startInApp();
    await untilOriginIsAsked();
    await bob.leave();
    open();
    await bob.start();
    await untilPhase(transfer, 'done');
    expectWhole();
  });

  test('whose password would have to be written down is told of, and not gone on with', async () => {
    await limit(SLOW);
    const secret = 'a%20secret';
    const { transfer } = startInApp(url.replace('http://', `http://me:${secret}@`));
    await untilInTheMiddle();
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
    await limit(null);
    await bob.client.call('transfers.dismiss', { transfer });
    expect(written()).not.toContain(transfer);
  });

  test('and paused, it is cancelled without leaving anything', async () => {
    await limit(SLOW);
    const { transfer, ended } = startInApp();
    await untilInTheMiddle();
    await bob.client.call('transfers.pause', { transfer });
    await untilPhase(transfer, 'paused');
    await bob.client.call('transfers.cancel', { transfer });
    await ended;
    await limit(null);
    expect(existsSync(directory)).toBe(false);
  });
});

function shoalClone(address = url, more: NodeJS.ProcessEnv = {}): Promise<CliResult> {
  const data = ['--data', join(bob.node.directory, 'data')];
  return runShoal(['clone', '--json', ...data, address, directory], { ...env, ...more });
}

describe('asked for on a command line', () => {
  test('a teammate who dies is done without', async () => {
    await limit(SLOW);
    const cloning = shoalClone();
    await untilInTheMiddle();
    await anna.kill();
    await limit(null);
    expect(await cloning).toMatchObject({ exitCode: 0 });
    expectWhole();
    await anna.start();
    await bob.node.untilSwarm(swarm);
  });

  test('a Shoal that dies is done without', async () => {
    await limit(SLOW);
    const cloning = shoalClone();
    await untilInTheMiddle();
    await bob.kill();
    const { exitCode, stderr } = await cloning;
    await bob.start();
    await limit(null);
    await bob.node.untilSwarm(swarm);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Nothing came from nearby');
    expectWhole();
  });

  test('an origin that dies is stood in for, until a fetch', async () => {
    const open = keepsWaiting();
    const cloning = shoalClone();
    await untilOriginIsAsked();
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
