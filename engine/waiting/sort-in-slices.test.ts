import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortInSlices } from './sort-in-slices.ts';

test.each([0, 1, 1_000, 32_768, 32_769, 200_000])(
  'sorts %i numbers as Array.sort does',
  async (count) => {
    const numbers = Array.from({ length: count }, () => randomInt(2 ** 32));
    const sorted = [...numbers].sort((a, b) => a - b);
    const result = await sortInSlices(Uint32Array.from(numbers));
    expect(Buffer.from(result.buffer).equals(Buffer.from(Uint32Array.from(sorted).buffer))).toBe(
      true,
    );
  },
);

test('numbers beyond 32 bits, too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(2 ** 45)), async (numbers) => {
      const sorted = [...numbers].sort((a, b) => a - b);
      expect([...(await sortInSlices(Float64Array.from(numbers)))]).toEqual(sorted);
    }),
  );
});

test('lets others have their turn, and can be stopped', async () => {
  const abort = new AbortController();
  const numbers = Uint32Array.from({ length: 1_000_000 }, () => randomInt(2 ** 32));
  const sorting = sortInSlices(numbers, abort.signal);
  setImmediate(() => abort.abort());
  await expect(sorting).rejects.toThrow();
});
