import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { Block, Reel } from '../../shared/gtp/reel.ts';
import type { Oid, PeerId } from '../../shared/ids.ts';
import { openRepository } from '../git/open.ts';
import { allBytes } from '../testing/all-bytes.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { type Deferred, deferred } from '../waiting/deferred.ts';
import type { partition } from './listing/partition.ts';
import { ReelCache } from './reel-cache.ts';
import { roomOfFolder } from './reel-folder.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Until this settles, the listing is not at its end. */
let end: Deferred<void>;

/** All but the last block is told of early, as if there were much more to list. */
vi.mock('./listing/partition.ts', async (original) => {
  const real = (await original()) as { partition: typeof partition };
  const slow: typeof partition = async (repository, reel, directory, onBlocks, signal) => {
    const others = await real.partition(repository, reel, directory, onBlocks, signal);
    const last = others.pop() as Block;
    onBlocks(others);
    await end.promise;
    return [last];
  };
  return { ...real, partition: slow };
});

test('blocks are given while others are still being listed', async () => {
  end = deferred();
  const path = join(root, 'project');
  buildRepository(path, { commits: 210 });
  const folder = join(root, 'reels');
  mkdirSync(folder);
  using cache = new ReelCache(folder, 100 * 1024 * 1024);
  const reel: Reel = {
    ...{ objectFormat: 'sha1', haves: [], layout: { stripes: 8, windows: 2 } },
    wants: [git(path, ['rev-parse', 'main']) as Oid],
  };
  const opened = await cache.open(await openRepository(path), reel);
  const anna = { peer: 'anna' as PeerId, signal: new AbortController().signal };
  const plan: Block[] = [];
  let isLast = false;
  for await (const line of opened.plan(anna)) {
    for (const block of line.blocks) {
      const bytes = await opened.block(block, anna);
      expect((await allBytes(bytes.chunks(0))).readUInt32BE(8)).toBe(block.to - block.from);
    }
    plan.push(...line.blocks);
    // Of all but the last stripe.
    if (new Set(plan.map(({ strip }) => strip)).size === 11) end.resolve();
    isLast = line.isLast;
  }
  expect(isLast).toBe(true);
  expect(opened.isWhole).toBe(true);
  // What was made early is counted once; a folder that it was made in may still be there for a moment.
  await expect.poll(() => roomOfFolder(join(folder, opened.name))).toEqual(opened.room);
  expect(new Set(plan.map(({ strip }) => strip)).size).toBe(12);
});
