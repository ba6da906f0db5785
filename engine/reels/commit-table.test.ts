import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CommitTable } from './commit-table.ts';

const oidOf = (text: string) => createHash('sha1').update(text).digest('hex');

const commits = fc.uniqueArray(
  fc.record({ name: fc.nat(100_000), tree: fc.nat(20), time: fc.integer({ min: -5, max: 5 }) }),
  { selector: ({ name }) => name, maxLength: 200 },
);

test('positions are the ranks by committer date, then id, in whatever order commits are added', () => {
  fc.assert(
    fc.property(commits, (list) => {
      const table = new CommitTable(20);
      for (const { name, tree, time } of list)
        table.add(oidOf(`c${name}`), oidOf(`t${tree}`), time);
      table.seal();
      const keyed = list.map(({ name, time }, row) => ({ oid: oidOf(`c${name}`), time, row }));
      const sorted = [...keyed].sort((a, b) => a.time - b.time || (a.oid < b.oid ? -1 : 1));
      expect(sorted.map(({ row }) => table.positionOf(row))).toEqual(sorted.map((_, rank) => rank));
      for (let tree = 0; tree <= 20; tree += 1) {
        const owners = list.flatMap((commit, row) =>
          commit.tree === tree ? [table.positionOf(row)] : [],
        );
        const earliest = owners.length === 0 ? null : Math.min(...owners);
        expect(table.positionOfTree(oidOf(`t${tree}`))).toBe(earliest);
      }
    }),
  );
});

test('grows past its first capacity', () => {
  const table = new CommitTable(32);
  const oid = (index: number) => createHash('sha256').update(String(index)).digest('hex');
  for (let index = 0; index < 10_000; index += 1) table.add(oid(index), oid(-index - 1), index);
  table.seal();
  expect(table.size).toBe(10_000);
  expect(table.positionOf(9_999)).toBe(9_999);
  expect(table.positionOfTree(oid(-5_001))).toBe(5_000);
});
