import { describe, expect, test } from 'vitest';
import { anchovy, sardine, smelt } from '../../gallery/fixtures/people.ts';
import { has, head, mine, project, swarmId } from '../../gallery/fixtures/projects.ts';
import { type HeadRow, headRows, headsToFollow, isNew, newHeads } from './heads.ts';

const copy = mine(1, 'charts', swarmId(1));
const copies = [copy.id];
const peers = { [anchovy.id]: anchovy, [sardine.id]: sardine, [smelt.id]: smelt };

const charts = project(
  1,
  'charts',
  null,
  [copy],
  [
    has(anchovy, [
      head(copies, {
        name: 'main',
        subject: 'Begin',
        ago: 500,
        relation: { kind: 'same' },
        tracking: 'refs/remotes/ann/main',
      }),
      head(copies, {
        name: 'old',
        subject: 'Older',
        ago: 900,
        relation: { kind: 'behind', behind: 4 },
      }),
      head(copies, {
        name: 'topic',
        subject: 'Mine and more',
        ago: 400,
        relation: { kind: 'ahead', ahead: 1 },
      }),
    ]),
    has(smelt, [
      head(copies, { name: 'first', subject: 'New', ago: 300 }),
      head(copies, { name: 'second', subject: 'Newer', ago: 200 }),
    ]),
    has(sardine, [head(copies, { name: 'gone', subject: 'Out of reach', ago: 100 })]),
  ],
);

describe('the heads of a swarm', () => {
  test('show what is new, what goes beyond mine, mine, and what mine contains', () => {
    const rows = headRows(charts, peers, copy);
    expect(rows.map((row) => (row.kind === 'mine' ? 'here' : row.label))).toEqual([
      'sardine/gone',
      'smelt/second',
      'smelt/first',
      'ann/topic',
      'here',
      'ann/main',
      'ann/old',
    ]);
  });

  test('of a teammate called like a remote go by the name that they will get', () => {
    const named = { ...peers, [smelt.id]: { ...smelt, name: 'Origin' } };
    const labels = headRows(charts, named, copy).flatMap((row) =>
      row.kind === 'theirs' && row.peer.id === smelt.id ? [row.label] : [],
    );
    const alias = `origin-${smelt.id.slice(0, 8)}`;
    expect(labels).toEqual([`${alias}/second`, `${alias}/first`]);
  });

  test('tell the commit of my branch from a teammate who has the same', () => {
    const here = headRows(charts, peers, copy).find((row) => row.kind === 'mine');
    expect(here).toMatchObject({ branch: 'main', tip: { subject: 'Begin' } });
  });

  test('are a plain list, the latest first, without a copy of mine', () => {
    const rows = headRows(charts, peers, null);
    expect(rows.map((row) => row.kind)).not.toContain('mine');
    expect(rows[0]).toMatchObject({ label: 'sardine/gone', standing: null });
    expect(rows.some(isNew)).toBe(false);
  });

  test('tell who else has the same commit, and is here', () => {
    const same = charts.alternatives.flatMap((copy) =>
      copy.peer === smelt.id
        ? [copy, { ...copy, peer: anchovy.id }, { ...copy, peer: sardine.id }]
        : [],
    );
    const rows = headRows({ ...charts, alternatives: same }, peers, copy);
    const theirs = rows.find((row) => row.kind === 'theirs' && row.peer.id === smelt.id);
    expect(theirs).toMatchObject({ alsoAt: [anchovy] });
  });

  test('leave out whoever is forgotten', () => {
    const { [smelt.id]: _, ...others } = peers;
    expect(headRows(charts, others, copy).map((row) => row.key)).toHaveLength(5);
  });

  test('count a commit that several peers have once', () => {
    const rows = headRows(charts, peers, copy);
    const again = rows.flatMap((row): HeadRow[] =>
      row.kind === 'theirs' ? [row, { ...row, key: `${row.key} again`, peer: anchovy }] : [row],
    );
    expect(newHeads(again)).toMatchObject({ count: 3, peers: [anchovy.id, smelt.id] });
  });

  test('offer to fetch only from those who can be reached', () => {
    expect(newHeads(headRows(charts, peers, copy))).toEqual({ count: 2, peers: [smelt.id] });
  });
});

test('of several copies of one teammate, only what a fetch takes is new; the others are named', () => {
  const first = { ...has(smelt, [head(copies, { name: 'main' })]), name: 'charts' };
  const second = {
    ...has(smelt, [head(copies, { name: 'main' }), head(copies, { name: 'more' })]),
    name: 'charts-review',
  };
  const twice = project(3, 'charts', null, [copy], [first, second]);
  const rows = headRows(twice, peers, copy);
  const beside = { name: 'charts-review', taken: 'charts' };
  const told = rows.flatMap((row) => (row.kind === 'theirs' ? [[row.beside, isNew(row)]] : []));
  expect(told).toEqual([
    [null, true],
    [beside, false],
    [beside, false],
  ]);
  expect(newHeads(rows)).toEqual({ count: 1, peers: [smelt.id] });
  expect(headsToFollow({ [twice.id]: twice }, smelt.id, null)).toEqual(first.heads);
});

test('who is followed is followed in the projects that both have, or in one of them', () => {
  const theirs = project(2, 'not mine', null, [], [has(smelt, [head([], { name: 'other' })])]);
  const swarms = { [charts.id]: charts, [theirs.id]: theirs };
  const names = (repository: typeof copy.id | null) =>
    headsToFollow(swarms, smelt.id, repository).map(({ name }) => name);
  expect(names(null)).toEqual(['first', 'second']);
  expect(names(copy.id)).toEqual(['first', 'second']);
  expect(names(mine(3, 'else', swarmId(3)).id)).toEqual([]);
});
