import { mkdirSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import type { Block } from '../../shared/gtp/reel.ts';
import type { PeerId } from '../../shared/ids.ts';
import { awaited } from '../testing/awaited.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { deferred } from '../waiting/deferred.ts';
import { FairTurns } from '../waiting/fair-turns.ts';
import { BlockWorks } from './block-works.ts';
import type { PackedBlocks } from './packed-blocks.ts';
import type { SheetBlocks } from './sheets/sheet-blocks.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(() => vi.useRealTimers());

test('what was given up is out of the way before the same is made again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  mkdirSync(root, { recursive: true });
  /** One for each time that it is made, resolved when that is to end. */
  const ends = [deferred(), deferred()];
  const begun = [deferred(), deferred()];
  let makings = 0;
  let atOnce = 0;
  let mostAtOnce = 0;
  const make = async (blocks: readonly Block[], onMade: (block: Block) => Promise<void>) => {
    const number = makings;
    makings += 1;
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    begun[number]?.resolve();
    await ends[number]?.promise;
    atOnce -= 1;
    if (number === 0) throw new Error('given up');
    for (const block of blocks) await onMade(block);
  };
  const bytes = { size: 0, checksum: '', index: null };
  const sheets = { make, filesOf: () => [], find: async () => (makings > 1 ? bytes : null) };
  const packed = { [Symbol.dispose]: () => {}, filesOf: () => [], find: async () => null };
  using works = new BlockWorks(
    root,
    new FairTurns<PeerId>({ room: 4 }),
    sheets as unknown as SheetBlocks,
    packed as unknown as PackedBlocks,
  );
  const block: Block = { strip: 0, from: 0, to: 1 };
  works.expect([block]);
  const anna = new AbortController();
  const first = works.block(block, { peer: 'anna' as PeerId, signal: anna.signal });
  await awaited(Promise.resolve(begun[0]?.promise), 'the block is begun');
  anna.abort();
  await expect(first).rejects.toThrow();
  // It would have been of use to somebody else a little longer.
  vi.advanceTimersByTime(10_000);
  const { signal } = new AbortController();
  const second = works.block(block, { peer: 'bob' as PeerId, signal });
  // All that does not wait for anything has time to happen.
  for (let round = 0; round < 20; round += 1) await readdir(root);
  ends[0]?.resolve();
  await awaited(Promise.resolve(begun[1]?.promise), 'the block is begun again');
  ends[1]?.resolve();
  await expect(second).resolves.toBe(bytes);
  expect(mostAtOnce).toBe(1);
});
