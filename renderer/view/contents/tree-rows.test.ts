import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FolderEntry } from '../../../shared/api/contents/contents.ts';
import { oidSchema } from '../../../shared/ids.ts';
import { type ReadFolder, treeRows } from './tree-rows.ts';

const oid = oidSchema.parse('a'.repeat(40));
const entry = (name: string, mode = '100644'): FolderEntry => ({
  ...{ name, mode, oid },
  bytes: mode === '040000' || mode === '160000' ? null : 1,
});
const read = (entries: readonly FolderEntry[], isCut = false): ReadFolder => ({
  state: 'read',
  contents: { entries, isCut },
});
const told = (...args: Parameters<typeof treeRows>) =>
  treeRows(...args).map(
    (row) => `${row.level} ${row.kind === 'note' ? `(${row.text})` : row.path}`,
  );

const top = read([entry('a.ts'), entry('lib', '160000'), entry('src', '040000')]);

test('folders come before files, and open to what is in them', () => {
  const src = read([entry('deep', '040000'), entry('z.ts')]);
  const folders = new Map([
    ['', top],
    ['src', src],
  ]);
  expect(told(folders, new Set())).toEqual(['1 src', '1 a.ts', '1 lib']);
  expect(told(folders, new Set(['src', 'src/deep']))).toEqual([
    ...['1 src', '2 src/deep', '3 (Reading…)', '2 src/z.ts'],
    ...['1 a.ts', '1 lib'],
  ]);
});

test('what is not known yet, not readable, empty, or cut off says so', () => {
  expect(told(new Map(), new Set())).toEqual(['1 (Reading…)']);
  const failed: ReadFolder = { state: 'failed', sentence: 'It is gone.' };
  expect(told(new Map([['', failed]]), new Set())).toEqual(['1 (It is gone.)']);
  expect(told(new Map([['', read([])]]), new Set())).toEqual(['1 (Nothing is in it)']);
  const cut = new Map([['', read([entry('a')], true)]]);
  expect(told(cut, new Set())).toEqual(['1 a', '1 (There are more, which are not listed)']);
});

const names = fc.uniqueArray(
  fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', '.', '\u202e') }),
  {
    maxLength: 6,
  },
);

test('every row has an id of its own, and knows its place among those beside it', () => {
  fc.assert(
    fc.property(names, names, fc.boolean(), (outer, inner, isCut) => {
      const folders = new Map([
        [
          '',
          read(
            outer.map((name) => entry(name, '040000')),
            isCut,
          ),
        ],
      ]);
      for (const name of outer) folders.set(name, read(inner.map((each) => entry(each))));
      const rows = treeRows(folders, new Set(outer));
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      for (const row of rows) {
        const isTop = row.level === 1;
        const count = isTop ? outer.length + (isCut ? 1 : 0) : inner.length;
        expect(row.setSize).toBe(Math.max(1, count));
        expect(row.position).toBeLessThanOrEqual(row.setSize);
      }
    }),
  );
});
