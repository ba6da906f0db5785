import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CommitTable } from './commit-table.ts';
import { OidColumn } from './oid-column.ts';

const COMMITS = 100_000;

const oidOf = (text: string) => createHash('sha1').update(text).digest('hex');

/** The ids as git tells them: in one line. */
function add(table: CommitTable, commit: string, tree: string, time: number): void {
  table.add(Buffer.from(`>${commit} ${tree}`), 1, commit.length + 2, time);
}

const commits = fc.uniqueArray(
  fc.record({ name: fc.nat(100_000), tree: fc.nat(20), time: fc.integer({ min: -5, max: 5 }) }),
  { selector: ({ name }) => name, maxLength: 200 },
);

test('positions are the ranks by committer date, then id, in whatever order commits are added', () => {
  fc.assert(
    fc.property(commits, (list) => {
      const table = new CommitTable(20);
      for (const { name, tree, time } of list)
        add(table, oidOf(`c${name}`), oidOf(`t${tree}`), time);
      table.seal();
      const keyed = list.map(({ name, time }, row) => ({ oid: oidOf(`c${name}`), time, row }));
      const sorted = [...keyed].sort((a, b) => a.time - b.time || (a.oid < b.oid ? -1 : 1));
      expect(sorted.map(({ row }) => table.positionOf(row))).toEqual(sorted.map((_, rank) => rank));
      for (let tree = 0; tree <= 20; tree += 1) {
        const owners = list.flatMap((commit, row) =>
          commit.tree === tree ? [table.positionOf(row)] : [],
        );
        const earliest = owners.length === 0 ? null : Math.min(...owners);
        expect(table.positionOfTree(Buffer.from(oidOf(`t${tree}`)), 0)).toBe(earliest);
      }
    }),
  );
});

test.each([
  ['the same tree', () => oidOf('')],
  ['trees whose ids start alike', (index: number) => `00000000${oidOf(`${index}`).slice(8)}`],
])('a hundred thousand commits with %s take no more steps than others', (_, treeOf) => {
  const table = new CommitTable(20);
  for (let index = 0; index < COMMITS; index += 1) add(table, oidOf(`c${index}`), treeOf(index), 0);
  const { compare } = OidColumn.prototype;
  let steps = 0;
  try {
    // To sort them takes one for each halving; to find its slot, a tree is compared with a few.
    const most = COMMITS * (Math.log2(COMMITS) + 8);
    OidColumn.prototype.compare = function (this: OidColumn, a, b) {
      steps += 1;
      if (steps > most) throw new RangeError(`more than ${most} ids are compared`);
      return compare.call(this, a, b);
    };
    table.seal();
  } finally {
    OidColumn.prototype.compare = compare;
  }
  expect(steps).toBeGreaterThan(COMMITS);
  expect(table.positionOfTree(Buffer.from(treeOf(7)), 0)).not.toBeNull();
});

test('grows past a slab', () => {
  const table = new CommitTable(32);
  const oid = (index: number) => createHash('sha256').update(String(index)).digest('hex');
  for (let index = 0; index < 40_000; index += 1) add(table, oid(index), oid(-index - 1), index);
  table.seal();
  expect(table.size).toBe(40_000);
  expect(table.positionOf(39_999)).toBe(39_999);
  expect(table.positionOfTree(Buffer.from(oid(-5_001)), 0)).toBe(5_000);
  const written = Buffer.alloc(64);
  table.writeCommit(30_000, written, 0);
  expect(written.toString()).toBe(oid(30_000));
});
