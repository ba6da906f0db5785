import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Layout, stripCount } from '../../../shared/gtp/reel.ts';
import { commitStrip, pathStrip, rootTreeStrip, windowOf } from './assignment.ts';

const layouts = fc.record({
  stripes: fc.integer({ min: 1, max: 4_096 }),
  windows: fc.integer({ min: 0, max: 256 }),
});
const places = fc
  .integer({ min: 1, max: 1_000_000 })
  .chain((total) => fc.record({ total: fc.constant(total), position: fc.nat(total - 1) }));
const strip = (path: string, layout: Layout) => {
  const bytes = Buffer.from(path);
  return pathStrip(bytes, 0, bytes.length, layout);
};

test('windows follow the order of time, from the first to the last, none by two more than another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 256 }), (total, n) => {
      const sizes = Array.from({ length: n }, () => 0);
      let last = 0;
      for (let position = 0; position < total; position += 1) {
        const window = windowOf(position, total, n);
        expect(window).toBeGreaterThanOrEqual(last);
        last = window;
        sizes[window] = (sizes[window] ?? 0) + 1;
      }
      expect(sizes).toHaveLength(n);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test('commits, root trees and paths have strips of their own, and none beyond the last', () => {
  fc.assert(
    fc.property(layouts, places, fc.string(), (layout, { position, total }, path) => {
      const { windows } = layout;
      const commit = commitStrip(position, total, layout);
      const tree = rootTreeStrip(position, total, layout);
      const other = strip(path, layout);
      if (windows === 0) expect([commit, tree]).toEqual([0, 0]);
      else {
        expect(commit).toBeLessThan(windows);
        expect(tree).toBe(commit + windows);
      }
      expect(other).toBeGreaterThanOrEqual(2 * windows);
      expect(other).toBeLessThan(stripCount(layout));
    }),
  );
});

test('a path’s stripe is the CRC-32 of its bytes alone, wherever they stand', () => {
  const layout = { stripes: 64, windows: 4 };
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (path, before) => {
      const bytes = Buffer.from(`${before}${path}\n`);
      const from = Buffer.byteLength(before);
      const found = pathStrip(bytes, from, bytes.length - 1, layout);
      expect(found).toBe(8 + (zlibCrc32(Buffer.from(path)) % 64));
    }),
  );
});

/** Other peers compute the same: whoever changes one of these speaks another protocol. */
test('the numbers are those of GTP/2', () => {
  const layout = { stripes: 16, windows: 4 };
  expect([0, 4, 5, 9].map((position) => commitStrip(position, 10, layout))).toEqual([0, 1, 2, 3]);
  expect(rootTreeStrip(9, 10, layout)).toBe(7);
  expect(strip('123456789', layout)).toBe(8 + (0xcbf43926 % 16));
  expect(strip('', layout)).toBe(8);
});
