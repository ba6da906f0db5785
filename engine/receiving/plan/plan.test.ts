import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from '../../../shared/gtp/reel.ts';
import { ProtocolError } from '../../errors/peer-failures.ts';
import { Plan, PlanChoice } from './plan.ts';

const layout = { stripes: 4, windows: 0 };

/** A strip of so many objects, cut at these places. */
function strip(number: number, count: number, cuts: readonly number[]): Block[] {
  const places = [...new Set([0, ...cuts.filter((cut) => cut < count), count])].sort(
    (a, b) => a - b,
  );
  return places.slice(1).map((to, index) => ({ strip: number, from: places[index] ?? 0, to }));
}

test('where strips are cut makes no difference, how much they hold does', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 50 }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), cuts, cuts, (count, one, other) => {
      const outline = (each: readonly number[], more = 0) =>
        Plan.of(strip(0, count + more, each), layout).outline;
      expect(outline(one)).toBe(outline(other));
      expect(outline(one, 1)).not.toBe(outline(other));
    }),
  );
});

test.each([
  [
    'a gap',
    [
      { strip: 0, from: 0, to: 3 },
      { strip: 0, from: 4, to: 9 },
    ],
  ],
  [
    'an overlap',
    [
      { strip: 0, from: 0, to: 3 },
      { strip: 0, from: 2, to: 9 },
    ],
  ],
  [
    'the same twice',
    [
      { strip: 0, from: 0, to: 3 },
      { strip: 0, from: 0, to: 3 },
    ],
  ],
  ['no beginning', [{ strip: 0, from: 1, to: 3 }]],
  ['a strip that there is not', [{ strip: 4, from: 0, to: 3 }]],
])('pieces with %s are no plan', (_what, blocks) => {
  expect(() => Plan.of(blocks, layout)).toThrow(ProtocolError);
});

test('what most tell is followed; with as many on both sides, what was followed before', () => {
  const [small, large] = [Plan.of(strip(0, 5, []), layout), Plan.of(strip(0, 9, []), layout)];
  const again = Plan.of(strip(0, 9, [4]), layout);
  const choice = new PlanChoice();
  expect(choice.best([small, large, again], small)?.outline).toBe(large.outline);
  expect(choice.best([small, large], small)).toBe(small);
  expect(choice.best([small, large], large)).toBe(large);
  choice.setAside(large);
  expect(choice.best([small, large, again], large)).toBe(small);
  expect(choice.best([large, again], large)).toBeNull();
});
