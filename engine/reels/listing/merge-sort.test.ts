import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeSort } from './merge-sort.ts';

test('sorts as Array.sort does, equals in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 100 }), (keys) => {
      const rows = keys.map((_, row) => row);
      const byKey = (a: number, b: number) => (keys[a] ?? 0) - (keys[b] ?? 0);
      expect([...mergeSort(Uint32Array.from(rows), byKey)]).toEqual(rows.sort(byKey));
    }),
  );
});

test('what is in order takes one comparison for each pair of runs', () => {
  let comparisons = 0;
  mergeSort(
    Uint32Array.from({ length: 1_000 }, (_, row) => row),
    (a, b) => {
      comparisons += 1;
      return a - b;
    },
  );
  expect(comparisons).toBeLessThan(1_000 + 10);
});
