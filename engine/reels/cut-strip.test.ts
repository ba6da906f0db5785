import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutStrip } from './cut-strip.ts';

const MIB = 1024 * 1024;
const sizes = fc.array(fc.oneof(fc.nat(5_000), fc.nat(3 * MIB), fc.nat(40 * MIB)), {
  maxLength: 60,
});

test('every object is in exactly one block, and no block is larger than it need be', () => {
  fc.assert(
    fc.property(sizes, (list) => {
      const blocks = cutStrip(3, Uint32Array.from(list));
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
  expect(cutStrip(0, Uint32Array.of(100, MIB, 2 * MIB))).toEqual([{ strip: 0, from: 0, to: 3 }]);
  expect(cutStrip(0, Uint32Array.of())).toEqual([]);
});

test('a huge object is a block of its own', () => {
  const blocks = cutStrip(1, Uint32Array.of(10, 50 * MIB, 10));
  expect(blocks).toContainEqual({ strip: 1, from: 1, to: 2 });
});
