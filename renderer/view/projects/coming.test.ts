import { expect, test } from 'vitest';
import { anchovy, longGone, sardine, smelt } from '../../gallery/fixtures/people.ts';
import { has, head, mine, project, swarmId } from '../../gallery/fixtures/projects.ts';
import { alongWords, comingFrom, comingWords } from './coming.ts';
import { headRows, tagRows } from './heads.ts';

const copy = mine(1, 'charts', swarmId(1));
const peers = Object.fromEntries(
  [anchovy, sardine, smelt, longGone].map((peer) => [peer.id, peer]),
);
const sketch = (name: string, more: object = {}) => head([copy.id], { name, ...more });
const KNOWN = { relation: { kind: 'behind', behind: 4 } } as const;
const tags = (n: number, more: object = KNOWN) =>
  Array.from({ length: n }, (_, i) => sketch(`v${i}`, { kind: 'tag', ...more }));
const rowsOf = (...alternatives: ReturnType<typeof has>[]) =>
  headRows(project(1, 'charts', null, [copy], alternatives), peers, copy);
const words = (...alternatives: ReturnType<typeof has>[]) => {
  const coming = comingFrom(rowsOf(...alternatives));
  return coming === null ? null : [comingWords(coming), alongWords(coming)];
};

test('tags and known heads are not counted as new heads, and named', () => {
  const shared = [sketch('main', KNOWN), sketch('one'), sketch('two'), ...tags(304)];
  expect(words(has(anchovy, shared))).toEqual([
    '2 new heads',
    '1 known head and 304 tags come along',
  ]);
});

test('what is kept as it is comes not again', () => {
  const kept = sketch('main', { ...KNOWN, tracking: 'refs/remotes/anchovy/main' });
  expect(words(has(anchovy, [kept, sketch('one')]))).toEqual(['1 new head', null]);
  expect(words(has(anchovy, [kept, ...tags(304)]))).toBeNull();
});

test('new tags are news where there are no other', () => {
  const annotated = tags(3, {});
  expect(words(has(anchovy, [...annotated, sketch('main', KNOWN)]))).toEqual([
    '3 new tags',
    '1 known head comes along',
  ]);
  expect(words(has(anchovy, [...annotated, sketch('one')]))).toEqual([
    '1 new head',
    '3 tags come along',
  ]);
});

test('the same tags of several people count once, and are listed once', () => {
  const same = tags(304);
  const alternatives = [
    has(anchovy, [...same, sketch('one')]),
    has(smelt, [...same, sketch('two')]),
  ];
  expect(words(...alternatives)).toEqual(['2 new heads', '304 tags come along']);
  const rows = tagRows(rowsOf(...alternatives));
  expect(rows).toHaveLength(304);
  expect(rows[0]).toMatchObject({ label: rows[0]?.head.name, holders: [{}, {}] });
});

test('tags of one name at different objects stay apart, each under its owner', () => {
  const rows = tagRows(rowsOf(has(anchovy, tags(1)), has(smelt, tags(1))));
  expect(rows.map(({ label }) => label).sort()).toEqual(['anchovy/v0', 'smelt/v0']);
});

test('a tag that was fetched from one of them is fetched', () => {
  const [tag] = tags(1);
  if (tag === undefined) throw new Error('no tag');
  const standing = tag.standing[copy.id];
  const tracking = 'refs/remotes/smelt/tags/v0';
  const kept = { ...tag, standing: { [copy.id]: { ...standing, tracking } } } as typeof tag;
  const [row] = tagRows(rowsOf(has(anchovy, [tag]), has(smelt, [kept])));
  expect(row).toMatchObject({ peer: smelt, standing: { tracking }, holders: [smelt, anchovy] });
});

test('who is here is asked first; who is away, where nobody else has anything new', () => {
  const away = has(sardine, [sketch('gone')]);
  expect(comingFrom(rowsOf(away, has(smelt, [sketch('one')])))?.peers).toEqual([smelt.id]);
  expect(comingFrom(rowsOf(away))?.peers).toEqual([sardine.id]);
  expect(comingFrom(rowsOf(has(longGone, [sketch('old')])))).toBeNull();
});
