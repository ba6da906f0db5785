import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OverviewCommit } from '../../shared/gtp/overview.ts';
import type { Oid } from '../../shared/ids.ts';
import { childrenFirst } from './children-first.ts';

const oid = (n: number) => n.toString(16).padStart(40, '0') as Oid;

/** Any history: a commit's parents have lower numbers; told in any order. */
const histories = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { maxLength: 30 })
  .map((all) =>
    all.map(
      (picks, n): OverviewCommit => ({
        oid: oid(n),
        parents: n === 0 ? [] : [...new Set(picks.map((pick) => oid(pick % n)))],
        author: '',
        time: n,
        subject: '',
      }),
    ),
  )
  .chain((commits) => fc.shuffledSubarray(commits));

test('no commit stands before a child of it, and none is lost', () => {
  fc.assert(
    fc.property(histories, (commits) => {
      const ordered = childrenFirst(commits);
      expect(new Set(ordered)).toEqual(new Set(commits));
      ordered.forEach(({ parents }, index) => {
        const before = new Set(ordered.slice(0, index).map((commit) => commit.oid));
        for (const parent of parents) expect(before.has(parent)).toBe(false);
      });
      expect(childrenFirst(ordered)).toEqual(ordered);
    }),
  );
});

test('a peer whose commits are each other’s parents gets them back all the same', () => {
  const commit = (n: number, parent: number) =>
    ({ oid: oid(n), parents: [oid(parent)], author: '', time: 0, subject: '' }) as OverviewCommit;
  expect(childrenFirst([commit(1, 2), commit(2, 1)])).toHaveLength(2);
});
