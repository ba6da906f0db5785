import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thinOut } from './haves.ts';

test('the latest all, older ones ever more thinly, the oldest in any case, in their order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (length) => {
      const history = Array.from({ length }, (_, index) => index);
      const sample = thinOut(history);
      expect(sample.slice(0, 32)).toEqual(history.slice(0, 32));
      expect(sample).toEqual([...new Set(sample)].sort((a, b) => a - b));
      expect(sample.at(-1)).toBe(history.at(-1));
      expect(sample.length).toBeLessThan(32 + 20);
    }),
    { numRuns: 50 },
  );
});
