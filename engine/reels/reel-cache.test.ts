import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Layout, PlanLine, Reel } from '../../shared/gtp/reel.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import { openRepository, type Repository } from '../git/open.ts';
import { allBytes } from '../testing/all-bytes.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { Taker } from '../waiting/shared-work.ts';
import type { OpenReel } from './open-reel.ts';
import { ReelCache } from './reel-cache.ts';
import { UNFINISHED } from './reel-folder.ts';

const MIB = 1024 * 1024;
const root = temporaryFolder();
let repository: Repository;
let commits: Oid[];
let folder: string;
let folders = 0;

beforeAll(async () => {
  const path = join(root, 'project');
  buildRepository(path, { commits: 210, binaryBytes: 400_000 });
  repository = await openRepository(path);
  commits = git(path, ['rev-list', '--first-parent', '--max-count=8', 'main']).split('\n') as Oid[];
});
beforeEach(() => {
  folders += 1;
  folder = join(root, `reels-${folders}`);
  mkdirSync(folder);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function reelTo(commit: number, layout: Layout = { stripes: 1, windows: 0 }): Reel {
  return { objectFormat: 'sha1', wants: [commits[commit] as Oid], haves: [], layout };
}

function taker(name = 'anna') {
  const abort = new AbortController();
  return { peer: name as PeerId, signal: abort.signal, leave: () => abort.abort() };
}

async function planOf(reel: OpenReel, who: Taker<PeerId>): Promise<PlanLine> {
  let last: PlanLine | undefined;
  for await (const line of reel.plan(who)) last = line;
  if (last === undefined) throw new Error('no plan');
  return last;
}

async function takeAll(reel: OpenReel, who: Taker<PeerId>): Promise<void> {
  for (const block of (await planOf(reel, who)).blocks) await reel.block(block, who);
}

function filesIn(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

const bytesIn = (directory: string) =>
  filesIn(directory).reduce((sum, file) => sum + statSync(file).size, 0);

/** Room is made behind the back of those who are served. */
async function until(isReached: () => boolean): Promise<void> {
  for (let round = 0; round < 500 && !isReached(); round += 1) await sleep(10);
  expect(isReached()).toBe(true);
}

test('an offer costs nothing before something of it is taken', async () => {
  using cache = new ReelCache(folder, 100 * MIB);
  for (let commit = 0; commit < 8; commit += 1) await cache.open(repository, reelTo(commit));
  await sleep(200);
  expect(readdirSync(folder)).toEqual([]);
});

test('a listing ends when nobody waits for it, and leaves nothing', async () => {
  using cache = new ReelCache(folder, 100 * MIB);
  const reel = await cache.open(repository, reelTo(0, { stripes: 64, windows: 16 }));
  const [anna, bob] = [taker('anna'), taker('bob')];
  const [first, second] = [planOf(reel, anna), planOf(reel, bob)];
  anna.leave();
  await expect(first).rejects.toThrow();
  bob.leave();
  await expect(second).rejects.toThrow();
  await until(() => readdirSync(folder).length === 0);
  expect(reel.isBusy).toBe(false);
  // The next one who asks gets all of it.
  expect((await planOf(reel, taker())).isLast).toBe(true);
});

test('the bound counts reels that are open', async () => {
  using cache = new ReelCache(folder, MIB);
  for (let commit = 0; commit < 8; commit += 1) {
    const reel = await cache.open(repository, reelTo(commit));
    await takeAll(reel, taker());
  }
  await until(() => bytesIn(folder) <= MIB);
});

test('and those that somebody takes: what the greediest took longest ago goes first', async () => {
  const one = await (async () => {
    using cache = new ReelCache(join(folder, 'one'), 100 * MIB);
    await takeAll(await cache.open(repository, reelTo(0)), taker());
    return bytesIn(join(folder, 'one'));
  })();
  const directory = join(folder, 'all');
  using cache = new ReelCache(directory, 3.5 * one);
  const modest = await cache.open(repository, reelTo(0));
  cache.take(modest.name, 'anna' as PeerId);
  await takeAll(modest, taker('anna'));
  for (let commit = 1; commit < 8; commit += 1) {
    const reel = await cache.open(repository, reelTo(commit));
    cache.take(reel.name, 'mallory' as PeerId);
    await takeAll(reel, taker('mallory'));
  }
  await until(() => bytesIn(directory) <= 3.5 * one);
  expect(readdirSync(directory)).toContain(modest.name);
});

test('what a stranger has begun goes when it has left; what was taken in full stays', async () => {
  using cache = new ReelCache(folder, 100 * MIB, () => true);
  const begun = await cache.open(repository, reelTo(0));
  const whole = await cache.open(repository, reelTo(1));
  const leases = [begun, whole].map(({ name }) => cache.take(name, 'mallory' as PeerId));
  await planOf(begun, taker('mallory'));
  await takeAll(whole, taker('mallory'));
  for (const lease of leases) lease[Symbol.dispose]();
  await until(() => readdirSync(folder).length === 1);
  expect(readdirSync(folder)).toEqual([whole.name]);
});

describe('of what is packed already', () => {
  const LAYOUT = { stripes: 8, windows: 2 };
  let packed: Repository;

  beforeAll(async () => {
    const path = join(root, 'packed');
    git(root, ['clone', '--quiet', '--bare', '--no-local', repository.path, path]);
    git(path, ['repack', '-adfq']);
    packed = await openRepository(path);
  });

  /** Each block as git reads it. */
  async function expectSound(reel: OpenReel): Promise<void> {
    const { blocks } = await planOf(reel, taker());
    for (const block of blocks) {
      const pack = await allBytes((await reel.block(block, taker())).chunks(0));
      expect(pack.readUInt32BE(8)).toBe(block.to - block.from);
      const place = join(folder, 'check');
      mkdirSync(place);
      writeFileSync(join(place, 'block.pack'), pack);
      git(place, ['index-pack', 'block.pack']);
      rmSync(place, { recursive: true });
    }
  }

  test('blocks take a small part of the room that their bytes would', async () => {
    using cache = new ReelCache(join(folder, 'reels'), 100 * MIB);
    const reel = await cache.open(packed, reelTo(0, LAYOUT));
    await takeAll(reel, taker());
    const { blocks } = await planOf(reel, taker());
    let sum = 0;
    for (const block of blocks) sum += (await reel.block(block, taker())).size;
    expect(bytesIn(join(folder, 'reels'))).toBeLessThan(sum / 4);
    // The last sheets are there a moment before what they were made with is removed.
    await expect.poll(() => bytesIn(join(folder, 'reels'))).toBe(reel.room.bytes);
  });

  test('blocks are made anew when git has packed the repository anew', async () => {
    using cache = new ReelCache(join(folder, 'reels'), 100 * MIB);
    const reel = await cache.open(packed, reelTo(0, LAYOUT));
    await expectSound(reel);
    for (const depth of [5, 20]) {
      git(packed.path, ['repack', '-adfq', `--depth=${depth}`]);
      await expectSound(reel);
    }
  });

  test('a block that somebody else has cut is made, too', async () => {
    using cache = new ReelCache(join(folder, 'reels'), 100 * MIB);
    const reel = await cache.open(packed, reelTo(0, LAYOUT));
    const { blocks } = await planOf(reel, taker());
    const [first] = blocks.filter(({ from, to }) => to - from > 10);
    if (first === undefined) throw new Error('no block to be cut');
    const { size, chunks } = await reel.block({ ...first, from: 3, to: 9 }, taker());
    const pack = await allBytes(chunks(0));
    expect([pack.length, pack.readUInt32BE(8)]).toEqual([size, 6]);
  });

  test('an object that is gone is told, and a block without it is given', async () => {
    const path = join(folder, 'damaged');
    git(root, ['clone', '--quiet', '--bare', '--no-local', repository.path, path]);
    const pack = packOf(path);
    const bytes = readFileSync(pack);
    for (const file of [pack, pack.replace('.pack', '.idx')]) rmSync(file);
    git(path, ['unpack-objects', '-q'], bytes);
    const oid = git(path, ['rev-parse', `${commits[0]}:README.md`]);
    const damaged = await openRepository(path);
    using cache = new ReelCache(join(folder, 'reels'), 100 * MIB);
    const reel = await cache.open(damaged, reelTo(0, LAYOUT));
    const { blocks } = await planOf(reel, taker());
    rmSync(join(path, 'objects', oid.slice(0, 2), oid.slice(2)));
    const outcomes = await Promise.allSettled(blocks.map((block) => reel.block(block, taker())));
    const failures = outcomes.filter(({ status }) => status === 'rejected');
    expect(failures).toHaveLength(1);
    expect(`${(failures[0] as PromiseRejectedResult).reason}`).toContain('git pack-objects failed');
  });
});

function packOf(path: string): string {
  const folder = join(path, 'objects', 'pack');
  const name = readdirSync(folder).find((each) => each.endsWith('.pack'));
  if (name === undefined) throw new Error('no pack');
  return join(folder, name);
}

test('what an earlier run has left is used, but for halves', async () => {
  let name = '';
  {
    using cache = new ReelCache(folder, 100 * MIB);
    const reel = await cache.open(repository, reelTo(0));
    await takeAll(reel, taker());
    ({ name } = reel);
    await until(() => !filesIn(folder).some((path) => path.includes(UNFINISHED)));
  }
  mkdirSync(join(folder, 'f'.repeat(64)));
  const before = filesIn(folder).map((file) => [file, statSync(file).mtimeMs]);
  using cache = new ReelCache(folder, 100 * MIB);
  await takeAll(await cache.open(repository, reelTo(0)), taker());
  expect(readdirSync(folder)).toEqual([name]);
  expect(filesIn(folder).map((file) => [file, statSync(file).mtimeMs])).toEqual(before);
});
