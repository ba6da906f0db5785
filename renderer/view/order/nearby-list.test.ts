import { expect, test } from 'vitest';
import type { AppState } from '../../../shared/api/state.ts';
import { dotfiles, room, stateOf } from '../../gallery/fixtures/room.ts';
import { foundAmong, nearbyOrder, nearbySections } from './nearby-list.ts';

const { swarms, peers } = stateOf(room);
const listed = (all: AppState['swarms']) => nearbyOrder().update(all);
const names = (search: string) => {
  const found = foundAmong(listed(swarms), { swarms, peers }, search);
  const { mine, others } = nearbySections(found);
  return { mine: mine.map(({ name }) => name), others: others.map(({ name }) => name) };
};

test('has the projects that I have first, each part by name', () => {
  expect(names('')).toEqual({
    mine: ['dotfiles', 'harbour-map', 'tide-tables'],
    others: ['kernel-tools', 'lantern-fw', 'menu-ocr', 'old-charts', 'slides'],
  });
});

test('leaves out what only I have', () => {
  const alone = { ...dotfiles, alternatives: [] };
  expect(listed({ [alone.id]: alone })).toEqual([]);
});

test.each([
  ['a name, in any case', 'LANTERN', { mine: [], others: ['lantern-fw'] }],
  ['a description', 'ferry', { mine: ['harbour-map'], others: [] }],
  ['a person', 'tetra', { mine: ['dotfiles'], others: ['menu-ocr'] }],
  ['a head', 'ftrace', { mine: [], others: ['kernel-tools'] }],
  ['several words, each somewhere', 'smelt light', { mine: [], others: ['lantern-fw'] }],
  ['nothing', 'whale', { mine: [], others: [] }],
])('is searched by %s', (_, search, found) => {
  expect(names(search)).toEqual(found);
});
