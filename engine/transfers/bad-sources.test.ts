import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildRepository } from '../../e2e/support/build-repository.ts';
import { fsck, git, refs } from '../../e2e/support/git.ts';
import { newTransferId, TestEngine, temporaryFolder } from '../../e2e/support/test-engine.ts';
import type { Transfer } from '../../shared/api/state.ts';
import type { SwarmId, TransferId } from '../../shared/ids.ts';

const MEGABYTE = 1_000_000;

let folder: string;
let source: string;
let anna: TestEngine;
let dora: TestEngine;
let bob: TestEngine;
let transfer: TransferId;

/** A project of some 20 MB, in many blocks. */
beforeAll(() => {
  folder = temporaryFolder();
  source = join(folder, 'project');
  buildRepository(source, { commits: 1_700, binaryBytes: 1.2 * MEGABYTE });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Anna and Dora share it; Bob knows both, and is about to clone. */
beforeEach(async () => {
  [bob, anna, dora] = (await Promise.all(
    ['Bob', 'Anna', 'Dora'].map((name) => TestEngine.start(name)),
  )) as [TestEngine, TestEngine, TestEngine];
  for (const peer of [anna, dora]) {
    const copy = join(peer.directory, 'project');
    git(folder, ['clone', '--quiet', '--mirror', '--no-local', source, copy]);
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
  const start = Date.now();
  await clone(bob);
  expect(Date.now() - start).toBeLessThan(12_000);
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

async function sizeOfClone(): Promise<number> {
  await throttle(dora, null);
  const cleo = await TestEngine.start('Cleo');
  await meet(cleo);
  await clone(cleo);
  const { bytes = 0 } = cleo.state.transfers[transfer]?.progress ?? {};
  await cleo[Symbol.asyncDispose]();
  return bytes;
}

/** As a bad disk would: the peer itself does not notice. */
async function damageEveryTenthBlock(engine: TestEngine): Promise<void> {
  const cleo = await TestEngine.start('Cleo');
  await cleo.connect(engine);
  await cleo.untilAlternatives(1);
  await clone(cleo);
  await cleo[Symbol.asyncDispose]();
  const reels = join(engine.directory, 'data', 'reels');
  const blocks = readdirSync(reels, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pack'))
    .sort();
  expect(blocks.length).toBeGreaterThan(20);
  for (const [index, name] of blocks.entries()) {
    if (index % 10 !== 0) continue;
    const path = join(reels, name);
    const pack = readFileSync(path);
    const middle = pack.length >> 1;
    pack.writeUInt8(pack.readUInt8(middle) ^ 0x01, middle);
    rmSync(path);
    writeFileSync(path, pack);
  }
}
