import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from '../../../shared/gtp/reel.ts';
import { joinBlocks, StripCutter } from './cut-strip.ts';

const MIB = 1024 * 1024;
const sizes = fc.array(fc.oneof(fc.nat(5_000), fc.nat(3 * MIB), fc.nat(40 * MIB)), {
  maxLength: 60,
});

function cut(strip: number, list: readonly number[]): Block[] {
  const cutter = new StripCutter(strip, 4 * MIB);
  for (const size of list) cutter.add(size);
  return cutter.finish();
}

test('every object is in exactly one block, and no block is larger than it need be', () => {
  fc.assert(
    fc.property(sizes, (list) => {
      const blocks = cut(3, list);
      const covered = blocks.flatMap(({ from, to }) => list.slice(from, to));
      expect(covered).toEqual(list);
      for (const { strip, from, to } of blocks) {
        expect(strip).toBe(3);
        const bytes = list.slice(from, to).reduce((sum, size) => sum + size, 0);
        if (to - from > 1) expect(bytes).toBeLessThanOrEqual(6 * MIB);
      }
    }),
  );
});

test('an ordinary strip is one block, an empty one none', () => {
  expect(cut(0, [100, MIB, 2 * MIB])).toEqual([{ strip: 0, from: 0, to: 3 }]);
  expect(cut(0, [])).toEqual([]);
});

test('a strip of a block and a half is whole, though a block would be full before', () => {
  expect(cut(2, [4 * MIB, 2 * MIB])).toEqual([{ strip: 2, from: 0, to: 2 }]);
  expect(cut(2, [4 * MIB, 2 * MIB, 1])).toEqual([
    { strip: 2, from: 0, to: 1 },
    { strip: 2, from: 1, to: 3 },
  ]);
});

test('a block takes an object as long as both come to a block and a half at most', () => {
  const firstOf = (list: number[]) => cut(0, list)[0]?.to;
  expect(firstOf([3 * MIB, 3 * MIB, MIB])).toBe(2);
  expect(firstOf([3 * MIB, 3 * MIB + 1, MIB])).toBe(1);
});

test('an object of any size is a block of its own', () => {
  const blocks = cut(1, [10, 5_000 * MIB, 10]);
  expect(blocks).toContainEqual({ strip: 1, from: 1, to: 2 });
});

test('what is taken while objects are added are the blocks that there would be without it', () => {
  fc.assert(
    fc.property(sizes, (list) => {
      const cutter = new StripCutter(3, 4 * MIB);
      const early: Block[] = [];
      let bytes = 0;
      for (const [index, size] of list.entries()) {
        cutter.add(size);
        bytes += size;
        const { settled } = cutter;
        const taken = cutter.takeSettled();
        expect(taken).toHaveLength(settled);
        for (const { to } of taken) expect(to).toBeLessThanOrEqual(index + 1);
        // A block and a half may still be one.
        if (bytes <= 6 * MIB) expect(taken).toEqual([]);
        early.push(...taken);
        expect(cutter.settled).toBe(0);
      }
      expect([...early, ...cutter.finish()]).toEqual(cut(3, list));
    }),
  );
});

test('of a plan that is too long, blocks next to each other are joined', () => {
  const strips = fc.array(fc.array(fc.nat(9 * MIB), { minLength: 1, maxLength: 40 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(strips, fc.integer({ min: 5, max: 60 }), (lists, most) => {
      const blocks = lists.flatMap((list, strip) => cut(strip, list));
      const joined = joinBlocks(blocks, most);
      expect(joined.length).toBeLessThanOrEqual(most);
      const objects = (some: readonly Block[]) =>
        some.flatMap(({ strip, from, to }) =>
          Array.from({ length: to - from }, (_, n) => `${strip} ${from + n}`),
        );
      expect(objects(joined)).toEqual(objects(blocks));
      if (blocks.length <= most) expect(joined).toEqual(blocks);
    }),
  );
});
