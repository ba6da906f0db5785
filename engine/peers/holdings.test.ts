import { expect, test } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { type Block, formatBlock } from '../../shared/gtp/reel.ts';
import type { ReelName } from '../../shared/ids.ts';
import { Holdings } from './holdings.ts';

const name = (index: number) => String(index).padStart(64, '0') as ReelName;
const block = (strip: number): Block => ({ strip, from: 0, to: 7 });
const strips = (holdings: Holdings, reel: ReelName) =>
  [...holdings.of(reel).values()].map(({ strip }) => strip);

test('what was told adds up, reel by reel, each block once', () => {
  const holdings = new Holdings();
  holdings.add(name(1), [block(1), block(2)]);
  holdings.add(name(1), [block(2), block(3)]);
  holdings.add(name(2), [block(9)]);
  expect(strips(holdings, name(1))).toEqual([1, 2, 3]);
  expect(strips(holdings, name(2))).toEqual([9]);
  expect(strips(holdings, name(3))).toEqual([]);
  expect(holdings.of(name(1)).get(formatBlock(block(2)))).toEqual(block(2));
});

test('what is forgotten is gone, and only that', () => {
  const holdings = new Holdings();
  holdings.add(name(1), [block(1)]);
  holdings.add(name(2), [block(2)]);
  holdings.forget(name(1));
  expect(strips(holdings, name(1))).toEqual([]);
  expect(strips(holdings, name(2))).toEqual([2]);
  holdings.clear();
  expect(strips(holdings, name(2))).toEqual([]);
});

test('a peer that tells of ever more reels has the one told of longest ago forgotten', () => {
  const holdings = new Holdings();
  for (let index = 0; index < LIMITS.reelsAnnounced; index += 1) {
    holdings.add(name(index), [block(index)]);
  }
  holdings.add(name(0), [block(1_000)]);
  // Being asked about is not being told of.
  expect(strips(holdings, name(1))).toEqual([1]);
  holdings.add(name(99_999), [block(1)]);
  expect(strips(holdings, name(1))).toEqual([]);
  expect(strips(holdings, name(0))).toEqual([0, 1_000]);
  expect(strips(holdings, name(99_999))).toEqual([1]);
});

test('blocks beyond those that a reel may have are ignored', () => {
  const holdings = new Holdings();
  const blocks = Array.from({ length: LIMITS.blocksPerReel + 5 }, (_, strip) => block(strip));
  holdings.add(name(1), blocks);
  expect(holdings.of(name(1)).size).toBe(LIMITS.blocksPerReel);
});
