import fc from 'fast-check';
import { expect, test } from 'vitest';
import { divide } from './divide.ts';

test.each([
  ['enough for all', 100, [10, 20, 30], [10, 20, 30]],
  ['the large one leaves the small ones theirs', 100, [10, 500, 20], [10, 70, 20]],
  ['equals get equal shares', 100, [90, 80], [50, 50]],
  ['nothing', -5, [10, 20], [0, 0]],
  ['nobody', 100, [], []],
])('%s', (_what, amount, needs, shares) => expect(divide(amount, needs)).toEqual(shares));

test('nobody gets more than they need, and all together not more than there is', () => {
  const needs = fc.array(fc.nat(1_000), { maxLength: 20 });
  fc.assert(
    fc.property(fc.nat(5_000), needs, (amount, needed) => {
      const shares = divide(amount, needed);
      const sum = shares.reduce((total, share) => total + share, 0);
      const wanted = needed.reduce((total, need) => total + need, 0);
      expect(shares.every((share, i) => share <= (needed[i] ?? 0))).toBe(true);
      expect(sum).toBeLessThanOrEqual(amount);
      expect(sum).toBeGreaterThanOrEqual(Math.min(amount, wanted) - needed.length);
    }),
  );
});
