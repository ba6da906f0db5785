import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutSchema, stripCount } from '../../shared/gtp/reel.ts';
import { commitStrip, pathStrip, rootTreeStrip } from './assignment.ts';
import { chooseLayout } from './layout.ts';

const MIB = 1024 * 1024;

test('a small update is one strip', () => {
  expect(chooseLayout(0)).toEqual({ stripes: 1, windows: 0 });
  expect(chooseLayout(5 * MIB)).toEqual({ stripes: 1, windows: 0 });
});

test('any size gives a layout that peers accept, with strips of a few MiB', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1024 ** 4 }), (bytes) => {
      const layout = chooseLayout(bytes);
      expect(layoutSchema.safeParse(layout).success).toBe(true);
      if (bytes > 6 * MIB && bytes < 1024 * MIB) {
        expect(bytes / layout.stripes).toBeGreaterThan(2 * MIB);
        expect(bytes / layout.stripes).toBeLessThan(5 * MIB);
      }
    }),
  );
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
