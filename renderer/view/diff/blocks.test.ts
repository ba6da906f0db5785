import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCK_ROWS, blocksAround, blocksOf, type DiffRow } from './blocks.ts';
import { changeStarts, unifiedRows } from './rows.ts';

/** A diff's rows, one for each sign. */
function rowsOf(signs: string): readonly DiffRow[] {
  const lines = [...signs].map((sign, i) => `${sign}line ${i}`);
  return unifiedRows([{ oldStart: 1, newStart: 1, heading: '', lines, cuts: [] }]);
}

const signs = fc
  .array(fc.constantFrom(' ', '+', '-'), { maxLength: 200 })
  .map((each) => each.join(''));

test('all rows are in blocks, in order, and each change begins one', () => {
  fc.assert(
    fc.property(signs, (all) => {
      const rows = rowsOf(all);
      const blocks = blocksOf(rows);
      const places = blocks.flatMap(({ from, to }) =>
        Array.from({ length: to - from }, (_, i) => from + i),
      );
      expect(places).toEqual(rows.map((_, i) => i));
      expect(blocks.every(({ from, to }) => to > from && to - from <= BLOCK_ROWS)).toBe(true);
      const changes = blocks.filter(({ isChange }) => isChange).map(({ from }) => from);
      expect(changes).toEqual(changeStarts(rows));
    }),
  );
});

test('rows of one kind are as few blocks as can be', () => {
  expect(blocksOf(rowsOf('+'.repeat(20))).map(({ from, to }) => to - from)).toEqual([8, 8, 4]);
  expect(blocksOf([])).toEqual([]);
});

test('around blocks there are so many rows, and no block more than they need', () => {
  fc.assert(
    fc.property(signs, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 30 }), (all, a, b, rows) => {
      const blocks = blocksOf(rowsOf(all));
      if (blocks.length === 0) return;
      const [first = 0, last = 0] = [a % blocks.length, b % blocks.length].sort((x, y) => x - y);
      const around = blocksAround(blocks, first, last, rows);
      const [start = 0, end = 0] = [around[0], around.at(-1)];
      expect(around).toEqual(Array.from({ length: end - start + 1 }, (_, i) => start + i));
      const before = (at: number) => (blocks[first]?.from ?? 0) - (blocks[at]?.from ?? 0);
      const after = (at: number) => (blocks[at]?.to ?? 0) - (blocks[last]?.to ?? 0);
      expect(before(start) >= rows || start === 0).toBe(true);
      expect(after(end) >= rows || end === blocks.length - 1).toBe(true);
      expect(start === first || before(start + 1) < rows).toBe(true);
      expect(end === last || after(end - 1) < rows).toBe(true);
    }),
  );
});
