import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OverviewCommit } from '../../../shared/gtp/overview.ts';
import type { Oid } from '../../../shared/ids.ts';
import { commitGraph, type GraphRow, MAX_LANES } from './commit-graph.ts';

const commit = (name: string, ...parents: string[]) =>
  ({ oid: name, parents, author: '', time: 0, subject: '' }) as unknown as OverviewCommit;

test('a line of commits stays on one lane', () => {
  const rows = commitGraph([commit('c', 'b'), commit('b', 'a'), commit('a')]);
  expect(rows.map(({ lane, width }) => [lane, width])).toEqual([
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
});

test('a merge opens a lane, and its branch point closes it', () => {
  const rows = commitGraph([
    commit('m', 'b', 's'),
    commit('s', 'a'),
    commit('b', 'a'),
    commit('a'),
  ]);
  expect(rows.map(({ lane, above, below, passing }) => ({ lane, above, below, passing }))).toEqual([
    { lane: 0, above: [], below: [0, 1], passing: [] },
    { lane: 1, above: [1], below: [1], passing: [0] },
    { lane: 0, above: [0], below: [0], passing: [1] },
    { lane: 0, above: [0, 1], below: [], passing: [] },
  ]);
});

const histories = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 60 })
  .map((all) =>
    all
      .map((picks, n) =>
        commit(String(n), ...new Set(n === 0 ? [] : picks.map((pick) => String(pick % n) as Oid))),
      )
      .reverse(),
  );

/** Where lines leave a row at its bottom, and arrive at the next one's top. */
const bottom = ({ below, passing }: GraphRow) => [...new Set([...below, ...passing])].sort();
const top = ({ above, passing }: GraphRow) => [...new Set([...above, ...passing])].sort();

test('in any history, lines go on from row to row and stay within the width', () => {
  fc.assert(
    fc.property(histories, (commits) => {
      const rows = commitGraph(commits);
      expect(rows.map((row) => row.commit)).toEqual(commits);
      rows.forEach((row, index) => {
        const lanes = [row.lane, ...row.above, ...row.below, ...row.passing];
        expect(Math.max(...lanes)).toBeLessThan(row.width);
        expect(row.width).toBeLessThanOrEqual(MAX_LANES);
        const next = rows[index + 1];
        if (next !== undefined) expect(bottom(row)).toEqual(top(next));
      });
    }),
  );
});
