import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutSchema, stripCount } from '../../../shared/gtp/reel.ts';
import { commitStrip, pathStrip, rootTreeStrip } from './assignment.ts';
import { chooseLayout, isChosenLayout } from './layout.ts';

const MIB = 1024 * 1024;

test('a small update is one strip', () => {
  expect(chooseLayout(0)).toEqual({ stripes: 1, windows: 0 });
  expect(chooseLayout(5 * MIB)).toEqual({ stripes: 1, windows: 0 });
});

test('any size gives a layout that peers accept', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1024 ** 4 }), (bytes) => {
      const layout = chooseLayout(bytes);
      expect(layoutSchema.safeParse(layout).success).toBe(true);
    }),
  );
});

test('what is chosen for some size is known as such, and nothing else', () => {
  const chosen = new Set<string>();
  for (let bytes = MIB / 2; bytes < 1024 ** 4; bytes *= 1.1) {
    const layout = chooseLayout(bytes);
    expect(isChosenLayout(layout)).toBe(true);
    chosen.add(JSON.stringify(layout));
  }
  for (let stripes = 1; stripes <= 1_024; stripes += 1) {
    for (let windows = 0; windows <= 20; windows += 1) {
      const layout = { stripes, windows };
      expect(isChosenLayout(layout)).toBe(chosen.has(JSON.stringify(layout)));
    }
  }
});

test('strips come to about 1 MiB in a small reel, to a few in a large one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 6 * MIB, max: 1024 * MIB }), (bytes) => {
      const stripBytes = bytes / chooseLayout(bytes).stripes;
      expect(stripBytes).toBeGreaterThan(0.8 * MIB);
      expect(stripBytes).toBeLessThan((bytes < 64 * MIB ? 1.8 : 4.5) * MIB);
    }),
  );
});

test('a larger reel never has fewer stripes or windows', () => {
  const sizes = fc.integer({ min: 0, max: 2048 * MIB });
  fc.assert(
    fc.property(sizes, sizes, (a, b) => {
      const small = chooseLayout(Math.min(a, b));
      const large = chooseLayout(Math.max(a, b));
      expect(small.stripes).toBeLessThanOrEqual(large.stripes);
      expect(small.windows).toBeLessThanOrEqual(large.windows);
    }),
  );
});

test.each([
  [10, { stripes: 8, windows: 2 }],
  [40, { stripes: 32, windows: 8 }],
  [100, { stripes: 64, windows: 16 }],
  [320, { stripes: 128, windows: 16 }],
  [3_000, { stripes: 512, windows: 16 }],
])('%i MiB', (mebibytes, layout) => {
  expect(chooseLayout(mebibytes * MIB)).toEqual(layout);
});

test('every commit, root tree and path has one strip, in its own range', () => {
  const layouts = fc.record({
    stripes: fc.integer({ min: 1, max: 64 }),
    windows: fc.integer({ min: 1, max: 16 }),
  });
  const places = fc
    .integer({ min: 1, max: 1_000 })
    .chain((total) =>
      fc.record({ total: fc.constant(total), position: fc.integer({ min: 0, max: total - 1 }) }),
    );
  fc.assert(
    fc.property(layouts, places, fc.uint8Array(), (layout, { position, total }, path) => {
      const { windows } = layout;
      expect(commitStrip(position, total, layout)).toBeLessThan(windows);
      const tree = rootTreeStrip(position, total, layout);
      expect(tree).toBeGreaterThanOrEqual(windows);
      expect(tree).toBeLessThan(2 * windows);
      const stripe = pathStrip(path, 0, path.length, layout);
      expect(stripe).toBeGreaterThanOrEqual(2 * windows);
      expect(stripe).toBeLessThan(stripCount(layout));
    }),
  );
});
