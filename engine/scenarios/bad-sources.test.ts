import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Transfer } from '../../shared/api/state.ts';
import type { SwarmId, TransferId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { fsck, git, refs } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { packList } from './support/hostile-peer.ts';
import { packBlocks } from './support/pack-blocks.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

const MEGABYTE = 1_000_000;

let folder: string;
/** What Anna's and Dora's are copies of. */
let source: string;
let anna: TestEngine;
let dora: TestEngine;
let bob: TestEngine;
let transfer: TransferId;

/** A project of some 20 MB, in many blocks. */
beforeAll(() => {
  folder = temporaryFolder();
  const project = join(folder, 'project');
  buildRepository(project, { commits: 1_700, binaryBytes: 1.2 * MEGABYTE });
  source = join(folder, 'mirror');
  git(folder, ['clone', '--quiet', '--mirror', '--no-local', project, source]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Anna and Dora share it; Bob knows both, and is about to clone. */
beforeEach(async () => {
  [bob, anna, dora] = (await Promise.all(
    ['Bob', 'Anna', 'Dora'].map((name) => TestEngine.start(name)),
  )) as [TestEngine, TestEngine, TestEngine];
  for (const peer of [anna, dora]) {
    const copy = join(peer.directory, 'project');
    cpSync(source, copy, { recursive: true });
    await peer.share(copy);
  }
  await meet(bob);
  transfer = newTransferId();
});
afterEach(async () => {
  await Promise.all([bob, anna, dora].map((engine) => engine[Symbol.asyncDispose]()));
});

async function meet(engine: TestEngine): Promise<void> {
  for (const peer of [anna, dora]) await engine.connect(peer);
  await engine.untilAlternatives(2);
}

async function throttle(engine: TestEngine, upload: number | null): Promise<void> {
  const rest = { uploadPerPeer: null, download: null, downloadPerPeer: null };
  await engine.call('limits.set', { upload, ...rest });
}

async function clone(engine: TestEngine): Promise<void> {
  const swarm = Object.keys(engine.state.swarms)[0] as SwarmId;
  const directory = join(engine.directory, 'clone');
  await engine.call('clone', { transfer, swarm, directory });
  await engine.ended(transfer);
}

function shown(): Transfer | undefined {
  return bob.state.transfers[transfer];
}

function peerOf(engine: TestEngine) {
  return shown()?.progress.peers.find(({ id }) => id === engine.id);
}

function expectCloned(): void {
  const directory = join(bob.directory, 'clone');
  expect(git(directory, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  expect(refs(directory, 'refs/tags')).toEqual(refs(source, 'refs/tags'));
  expect(git(directory, ['status', '--porcelain'])).toBe('');
  expect(fsck(directory)).toBe('');
  expect(git(directory, ['count-objects', '-v'])).toContain('garbage: 0');
}

test('a slow peer does not hold a clone up: others take its blocks over', async () => {
  // The blocks that it is asked for at once would take it a minute.
  await throttle(dora, 60_000);
  // Not over before Dora has said anything.
  await throttle(anna, 4 * MEGABYTE);
  const start = performance.now();
  await clone(bob);
  expect(performance.now() - start).toBeLessThan(45_000);
  expectCloned();
  // It was given its chance, and is not blamed.
  expect(peerOf(dora)).toMatchObject({ dropped: null });
  expect(peerOf(dora)?.bytes).toBeGreaterThan(0);
  // What it had begun was thrown away, and nothing else came twice.
  const { bytes = 0 } = shown()?.progress ?? {};
  expect(bytes - (peerOf(dora)?.bytes ?? 0)).toBeLessThan(1.02 * (await sizeOfClone()));
});

test('a peer that damages every tenth block is dropped and named, and others give all', async () => {
  await damageEveryTenthBlock(dora);
  // Most comes from Dora, and so one of the damaged ones does.
  await throttle(anna, 2 * MEGABYTE);
  const cloning = clone(bob);
  await bob.until(() => (peerOf(dora)?.dropped ?? null) !== null, 'Dora is dropped');
  const { bytes = 0 } = peerOf(dora) ?? {};
  await throttle(anna, null);
  await cloning;
  expectCloned();
  expect(peerOf(dora)?.dropped).toMatch(/^Dora sent damaged data/);
  // No further block came from it; a last piece may have been counted meanwhile.
  expect(peerOf(dora)?.bytes).toBeLessThan(bytes + 0.2 * MEGABYTE);
  expect(peerOf(anna)).toMatchObject({ dropped: null });
});

test.each([
  ['some files', (block: string, index: number) => index % 5 === 0 && strip(block) > 2],
  ['commits', (block: string) => strip(block) < 4],
])(
  'a peer that sends other objects in place of %s is dropped and named, and others give them',
  async (_what, isChosen) => {
    await exchangeObjects(dora, isChosen);
    await bob[Symbol.asyncDispose]();
    bob = await TestEngine.start('Bob');
    // Anna comes when Dora has given the first blocks.
    await bob.connect(dora);
    await bob.untilAlternatives(1);
    await throttle(dora, 4 * MEGABYTE);
    const cloning = clone(bob);
    await bob.until(() => (shown()?.progress.blocksDone ?? 0) > 20, 'Dora has given much');
    await bob.connect(anna);
    await cloning;
    expectCloned();
    expect(peerOf(dora)?.dropped).toMatch(/^Dora sent something else than was asked for/);
    expect(peerOf(anna)).toMatchObject({ dropped: null });
  },
);

test('nobody is named for a block that all sent as it should be', async () => {
  await clone(bob);
  expectCloned();
  for (const peer of [anna, dora]) expect(peerOf(peer)).toMatchObject({ dropped: null });
});

async function sizeOfClone(): Promise<number> {
  await throttle(dora, null);
  const cleo = await TestEngine.start('Cleo');
  await meet(cleo);
  await clone(cleo);
  const { bytes = 0 } = cleo.state.transfers[transfer]?.progress ?? {};
  await cleo[Symbol.asyncDispose]();
  return bytes;
}

function strip(block: string): number {
  return Number(basename(block).split('.')[0]);
}

/** As a bad disk would: the peer itself does not notice. */
async function damageEveryTenthBlock(engine: TestEngine): Promise<void> {
  for (const [index, path] of (await builtBlocks(engine)).entries()) {
    if (index % 10 !== 0) continue;
    const pack = readFileSync(path);
    const middle = pack.length >> 1;
    pack.writeUInt8(pack.readUInt8(middle) ^ 0x01, middle);
    replace(path, pack);
  }
}

/** Blocks that are sound packs with as many objects, but not the right ones. */
async function exchangeObjects(
  engine: TestEngine,
  isChosen: (block: string, index: number) => boolean,
): Promise<void> {
  // What is made up is not in the copy that is shared: by its size a reel is cut.
  const liar = join(engine.directory, 'liar');
  git(folder, ['clone', '--quiet', '--bare', '--shared', join(engine.directory, 'project'), liar]);
  const chosen = (await builtBlocks(engine)).filter(isChosen);
  expect(chosen.length).toBeGreaterThan(0);
  for (const path of chosen) {
    const index = readFileSync(path.replace('.pack', '.idx'));
    const listed = execFileSync('git', ['show-index'], { input: index }).toString().trim();
    const objects = listed.split('\n').map((line) => line.split(' ')[1] ?? '');
    const half = objects.length >> 1;
    const others = objects.slice(half).map((oid) => {
      const file = join(liar, oid);
      writeFileSync(file, oid);
      return file;
    });
    const args = ['hash-object', '-w', '--stdin-paths'];
    const madeUp = git(liar, args, Buffer.from(`${others.join('\n')}\n`)).split('\n');
    replace(path, packList(liar, [...objects.slice(0, half), ...madeUp]));
  }
}

function replace(path: string, pack: Buffer): void {
  rmSync(path);
  writeFileSync(path, pack);
}

/** Lets a peer make all blocks of a clone. @returns files with their packs, which it sends */
async function builtBlocks(engine: TestEngine): Promise<string[]> {
  const cleo = await TestEngine.start('Cleo');
  await cleo.connect(engine);
  await cleo.untilAlternatives(1);
  await clone(cleo);
  await cleo[Symbol.asyncDispose]();
  const blocks = packBlocks(join(engine.directory, 'data'), join(engine.directory, 'project'));
  expect(blocks.length).toBeGreaterThan(20);
  return blocks;
}
