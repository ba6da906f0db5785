import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { AheadBehind, type Pair } from './ahead-behind.ts';

const oid = (n: number) => n.toString(16).padStart(40, '0') as Oid;

/** The parents of each commit by its number, lower ones each. */
const histories = fc
  .integer({ min: 1, max: 40 })
  .chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, n) =>
        n === 0
          ? fc.constant([])
          : fc.uniqueArray(fc.integer({ min: Math.max(0, n - 5), max: n - 1 }), { maxLength: 3 }),
      ),
    ),
  );

function reachable(parents: readonly (readonly number[])[], from: number): Set<number> {
  const seen = new Set<number>();
  const walk = (n: number) => {
    if (seen.has(n)) return;
    seen.add(n);
    for (const parent of parents[n] ?? []) walk(parent);
  };
  walk(from);
  return seen;
}

test('it counts what is reached from one side only, whatever the history, and stops early', () => {
  const cases = histories.chain((parents) => {
    const commit = fc.integer({ min: 0, max: parents.length - 1 });
    return fc.tuple(
      fc.constant(parents),
      fc.array(fc.tuple(commit, commit), { minLength: 1, maxLength: 90 }),
    );
  });
  fc.assert(
    fc.property(cases, ([parents, numbers]) => {
      const pairs: Pair[] = numbers.map(([mine, theirs]) => ({
        mine: oid(mine),
        theirs: oid(theirs),
      }));
      const counting = new AheadBehind(pairs);
      for (let n = parents.length - 1; n >= 0 && !counting.isDone; n -= 1) {
        counting.take(oid(n), (parents[n] ?? []).map(oid));
      }
      const expected = numbers.map(([mine, theirs]) => {
        const [left, right] = [reachable(parents, mine), reachable(parents, theirs)];
        return {
          behind: [...left].filter((n) => !right.has(n)).length,
          ahead: [...right].filter((n) => !left.has(n)).length,
          isRelated: [...left].some((n) => right.has(n)),
        };
      });
      expect(counting.counted()).toEqual(expected);
    }),
  );
});

test('what both sides of all pairs have is not walked', () => {
  const counting = new AheadBehind([{ mine: oid(3), theirs: oid(2) }]);
  counting.take(oid(3), [oid(2)]);
  expect(counting.isDone).toBe(true);
  expect(counting.counted()).toEqual([{ behind: 1, ahead: 0, isRelated: true }]);
});
