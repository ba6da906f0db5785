import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, fsck, git, refs } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { hostilePeer } from './support/hostile-peer.ts';
import { Stranger } from './support/stranger.ts';
import { newTransferId, TestEngine } from './support/test-engine.ts';

const NAMES = ['Anna', 'Cleo', 'Dora'];

let folder: string;
let source: string;
let peers: TestEngine[] = [];
let bob: TestEngine;

beforeAll(() => {
  folder = temporaryFolder();
  source = join(folder, 'project');
  buildRepository(source, { commits: 600, binaryBytes: 3_000_000 });
  for (const [index, name] of NAMES.entries()) {
    const copy = join(folder, name);
    git(folder, ['clone', '--quiet', '--mirror', '--no-local', source, copy]);
    git(copy, ['repack', '-adfq', `--window=${index + 2}`]);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Three peers whose packs differ, and Bob, who knows them all. */
beforeEach(async () => {
  bob = await TestEngine.start('Bob');
  peers = await Promise.all(NAMES.map((name) => TestEngine.start(name)));
  for (const [index, peer] of peers.entries()) {
    const copy = join(peer.directory, 'project');
    cpSync(join(folder, NAMES[index] ?? ''), copy, { recursive: true });
    await peer.share(copy);
    await bob.connect(peer);
  }
  await bob.untilAlternatives(3);
});
afterEach(async () => {
  await Promise.all([bob, ...peers].map((engine) => engine[Symbol.asyncDispose]()));
});

function swarm(): SwarmId {
  return Object.keys(bob.state.swarms)[0] as SwarmId;
}

/** How many reels a peer has listed. */
function countReels({ directory }: TestEngine): number {
  const reels = join(directory, 'data', 'reels');
  return existsSync(reels) ? readdirSync(reels).length : 0;
}

test('every peer gives a part of a clone, and lists what is asked for next meanwhile', async () => {
  const limits = { uploadPerPeer: null, download: null, downloadPerPeer: null };
  for (const peer of peers) await peer.call('limits.set', { upload: 100_000, ...limits });
  const directory = join(bob.directory, 'clone');
  const transfer = newTransferId();
  const cloning = bob.call('clone', { transfer, swarm: swarm(), directory });
  // Up to the checkpoint, and what comes behind it.
  await expect.poll(() => peers.map(countReels)).toEqual([2, 2, 2]);
  expect(bob.state.transfers[transfer]?.progress.bytes).toBeLessThan(3_000_000);
  // Not so fast that one of them could give all before the others are heard.
  for (const peer of peers) await peer.call('limits.set', { upload: 2_000_000, ...limits });
  const result = await cloning;
  expect(result.peers.map(({ id }) => id).sort()).toEqual(peers.map(({ id }) => id).sort());
  for (const { bytes } of result.peers) expect(bytes).toBeGreaterThan(0);
  expect(git(directory, ['rev-parse', 'HEAD'])).toBe(git(source, ['rev-parse', 'main']));
  expect(refs(directory, 'refs/tags')).toEqual(refs(source, 'refs/tags'));
  expect(fsck(directory)).toBe('');
  expect(git(directory, ['count-objects', '-v'])).toContain('garbage: 0');
});

test('peers may leave one by one, as long as one is left', async () => {
  const directory = join(bob.directory, 'clone');
  const transfer = newTransferId();
  const cloning = bob.call('clone', { transfer, swarm: swarm(), directory });
  await bob.until(
    ({ transfers }) => transfers[transfer]?.phase.state === 'receiving',
    'it receives',
  );
  const [anna, cleo, dora] = peers;
  await anna?.engine[Symbol.asyncDispose]();
  await cleo?.engine[Symbol.asyncDispose]();
  const result = await cloning;
  expect(result.peers.map(({ id }) => id)).toContain(dora?.id);
  expect(fsck(directory)).toBe('');
});

test('a peer that sends damaged blocks is dropped, and others give them instead', async () => {
  const clone = join(bob.directory, 'older');
  cloneAt(source, 'main~100', clone);
  const damage = (pack: Buffer) => pack.fill(0x5a, pack.length >> 1, (pack.length >> 1) + 4);
  const peer = hostilePeer(source, { block: damage });
  const mallory = await Stranger.connect(bob, peer.handler);
  try {
    await bob.untilAlternatives(4);
    const repository = await bob.call('repositories.add', { path: clone });
    const transfer = newTransferId();
    await bob.call('fetch', { transfer, repository: repository.id, peers: [mallory.id] });
    expect(git(clone, ['rev-parse', 'refs/remotes/mallory/main'])).toBe(
      git(source, ['rev-parse', 'main']),
    );
    expect(fsck(clone)).toBe('');
    const packs = readdirSync(join(clone, '.git/objects/pack')).filter((name) =>
      name.endsWith('.pack'),
    );
    expect(packs.length).toBeGreaterThan(0);
  } finally {
    mallory[Symbol.dispose]();
  }
});
