import { expect, test } from 'vitest';
import { anchovy, sardine, self, smelt } from '../../gallery/fixtures/people.ts';
import { has, head, mine, project, swarmId } from '../../gallery/fixtures/projects.ts';
import { headsOf, ownersOf } from './looked-at.ts';

const copy = mine(1, 'charts', swarmId(1));
const heads = ['v1', 'topic', 'main'].map((name) =>
  head([copy.id], { name, kind: name === 'v1' ? 'tag' : 'branch' }),
);
const copies = [has(smelt, heads), has(anchovy, heads), has(sardine, heads)];
const peers = { [anchovy.id]: anchovy, [sardine.id]: sardine, [smelt.id]: smelt };

test('my copy and those of the people who are here can be looked at', () => {
  const charts = project(1, 'charts', null, [copy], copies);
  const labels = ownersOf(charts, peers, self).map(({ label }) => label);
  expect(labels).toEqual(['Your copy', `${anchovy.name}’s copy`, `${smelt.name}’s copy`]);
});

test('of a project that I do not have, only theirs', () => {
  const charts = project(1, 'charts', null, [], copies);
  expect(ownersOf(charts, peers, self)).toHaveLength(2);
});

test('branches come before tags, each by name and once', () => {
  const charts = project(1, 'charts', null, [copy], [has(smelt, heads), has(smelt, heads)]);
  expect(headsOf(charts, smelt.id)).toEqual(['main', 'topic', 'v1']);
  expect(headsOf(charts, self.id)).toEqual([]);
});
