import { beforeEach, expect, test } from 'vitest';
import type { Block, PlanLine } from '../../shared/gtp/reel.ts';
import type { PeerId } from '../../shared/ids.ts';
import { awaited } from '../testing/awaited.ts';
import { type Deferred, deferred } from '../waiting/deferred.ts';
import { FairTurns } from '../waiting/fair-turns.ts';
import { ReelListing } from './reel-listing.ts';

const block = (strip: number, from: number, to: number): Block => ({ strip, from, to });

let tell: (...blocks: Block[]) => void;
let rest: Deferred<Block[]>;
let begun: Deferred<void>;
let listing: ReelListing;

beforeEach(() => {
  rest = deferred();
  begun = deferred();
  listing = new ReelListing(new FairTurns<PeerId>({ room: 1 }), (onBlocks) => {
    tell = (...blocks) => onBlocks(blocks);
    begun.resolve();
    return rest.promise;
  });
});

function taker(name = 'anna') {
  const abort = new AbortController();
  return { peer: name as PeerId, signal: abort.signal, leave: () => abort.abort() };
}

/** Whether it has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const later = new Promise((resolve) => setImmediate(() => resolve('later')));
  return (await Promise.race([promise, later])) !== 'later';
}

test('blocks are told of while others are still being listed', async () => {
  const lines: PlanLine[] = [];
  using lists = listing.hold(taker());
  const plan = lists.plan();
  const next = async () => lines.push((await plan.next()).value as PlanLine);
  const first = next();
  await awaited(begun.promise, 'listing has begun');
  tell(block(0, 0, 5));
  await first;
  const second = next();
  expect(await isSettled(second)).toBe(false);
  tell(block(4, 0, 2), block(4, 2, 4));
  await second;
  // Who comes later hears of them all at once.
  using others = listing.hold(taker('bob'));
  const late = await others.plan().next();
  rest.resolve([block(5, 0, 1)]);
  await next();
  expect((await plan.next()).done).toBe(true);
  expect(lines).toEqual([
    { blocks: [block(0, 0, 5)], isLast: false },
    { blocks: [block(4, 0, 2), block(4, 2, 4)], isLast: false },
    { blocks: [block(5, 0, 1)], isLast: true },
  ]);
  expect(late.value).toEqual({
    blocks: [block(0, 0, 5), block(4, 0, 2), block(4, 2, 4)],
    isLast: false,
  });
});

test('a block can be made as soon as what is in it is listed, wherever it is cut', async () => {
  using lists = listing.hold(taker());
  const [told, cutOtherwise, beyond] = [block(4, 0, 3), block(4, 2, 3), block(4, 3, 4)].map(
    (each) => lists.untilListed(each),
  ) as [Promise<void>, Promise<void>, Promise<void>];
  await awaited(begun.promise, 'listing has begun');
  expect(await isSettled(told)).toBe(false);
  tell(block(4, 0, 3));
  await awaited(told, 'the block is listed');
  await awaited(cutOtherwise, 'what is in the block is listed');
  expect(await isSettled(beyond)).toBe(false);
  // There is no such block: that is seen when it is to be made.
  rest.resolve([]);
  await awaited(beyond, 'all is listed');
  await lists.all;
});

test('who waits hears why there are no lists', async () => {
  using lists = listing.hold(taker());
  const waiting = [lists.untilListed(block(1, 0, 1)), lists.plan().next(), lists.all];
  await awaited(begun.promise, 'listing has begun');
  rest.reject(new Error('no such repository'));
  for (const each of waiting) await expect(each).rejects.toThrow('no such repository');
});

test('who leaves waits no longer, and others go on', async () => {
  const anna = taker();
  using lists = listing.hold(anna);
  using others = listing.hold(taker('bob'));
  const waiting = [lists.untilListed(block(1, 0, 1)), lists.plan().next()];
  const going = others.untilListed(block(1, 0, 1));
  await awaited(begun.promise, 'listing has begun');
  anna.leave();
  for (const each of waiting) await expect(each).rejects.toThrow();
  tell(block(1, 0, 1));
  await going;
});
