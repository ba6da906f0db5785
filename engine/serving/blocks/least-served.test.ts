import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, formatBlock } from '../../../shared/gtp/reel.ts';
import type { ReelName } from '../../../shared/ids.ts';
import { LeastServed } from './least-served.ts';

const nameOf = (index: number) => String(index).padStart(64, '0') as ReelName;
const reel = nameOf(0);
const block = (strip: number): Block => ({ strip, from: 0, to: 1 });
const [first, second, third] = [block(0), block(1), block(2)];
const all = [first, second, third];
const nothing = () => false;

test('the one that was sent least often is sent', () => {
  const served = new LeastServed();
  expect(served.choose(reel, [first], nothing)).toBe(first);
  expect(served.choose(reel, all, nothing)).toBe(second);
  expect(served.choose(reel, all, nothing)).toBe(third);
  expect(served.choose(reel, all, nothing)).toBe(first);
});

test('of those sent equally often, the first that is ready', () => {
  const served = new LeastServed();
  expect(served.choose(reel, all, (each) => each !== first)).toBe(second);
  // Being ready does not outweigh having been sent.
  expect(served.choose(reel, all, (each) => each === second)).toBe(first);
});

test('what did not arrive counts as not sent', () => {
  const served = new LeastServed();
  served.choose(reel, [first], nothing);
  served.takeBack(reel, first);
  expect(served.choose(reel, all, nothing)).toBe(first);
});

test('other reels have counts of their own', () => {
  const served = new LeastServed();
  served.choose(reel, [first], nothing);
  expect(served.choose(nameOf(1), all, nothing)).toBe(first);
});

test('the counts of a reel unused for long are forgotten', () => {
  const served = new LeastServed();
  for (let index = 0; index <= 64; index += 1) served.choose(nameOf(index), [first], nothing);
  expect(served.choose(nameOf(64), all, nothing)).toBe(second);
  expect(served.choose(reel, all, nothing)).toBe(first);
});

test('however a crowd asks for all blocks, no one is sent twice before each is sent once', () => {
  const order = fc.shuffledSubarray([...Array(20).keys()].map(block), { minLength: 20 });
  fc.assert(
    fc.property(fc.array(order, { minLength: 20, maxLength: 60 }), (asked) => {
      const served = new LeastServed();
      const sent = asked.map((lacking) => formatBlock(served.choose(reel, lacking, nothing)));
      expect(new Set(sent.slice(0, 20)).size).toBe(20);
      const counts = [...Array(20).keys()].map(
        (strip) => sent.filter((each) => each === formatBlock(block(strip))).length,
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});
