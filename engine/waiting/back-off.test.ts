import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BackOff } from './back-off.ts';

const still = { chance: () => 0, now: () => 0 };
const waits = (backOff: BackOff, count: number) =>
  Array.from({ length: count }, () => backOff.next());

test('waits double, up to the longest', () => {
  const backOff = new BackOff({ first: 100, most: 500 }, still);
  expect(waits(backOff, 5)).toEqual([100, 200, 400, 500, 500]);
});

test('hope brings back the first wait', () => {
  const backOff = new BackOff({ first: 100, most: 500 }, still);
  waits(backOff, 4);
  backOff.reset();
  expect(waits(backOff, 2)).toEqual([100, 200]);
});

test('what has worked begins anew; what worked for a moment only does not', () => {
  let now = 0;
  const backOff = new BackOff(
    { first: 100, most: 800, steadyAfter: 1_000 },
    { chance: () => 0, now: () => now },
  );
  waits(backOff, 2);
  backOff.works();
  now += 999;
  expect(backOff.next()).toBe(400);
  // Not counted from the earlier success.
  now += 10_000;
  expect(backOff.next()).toBe(800);
  backOff.works();
  now += 1_000;
  expect(waits(backOff, 2)).toEqual([100, 200]);
});

test('chance cuts waits short, by no more than the spread', () => {
  const chances = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(chances, fc.double({ min: 0, max: 1, noNaN: true }), (list, spread) => {
      let index = 0;
      const chance = () => list[index++ % list.length] ?? 0;
      const backOff = new BackOff({ first: 100, most: 3_000, spread }, { chance, now: () => 0 });
      const plain = new BackOff({ first: 100, most: 3_000 }, still);
      for (const full of waits(plain, list.length)) {
        const wait = backOff.next();
        expect(wait).toBeLessThanOrEqual(full);
        expect(wait).toBeGreaterThanOrEqual(full * (1 - spread) - 1e-9);
      }
    }),
  );
});
