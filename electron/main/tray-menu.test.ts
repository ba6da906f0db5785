import { expect, test } from 'vitest';
import { type AppState, EMPTY_STATE } from '../../shared/api/state.ts';
import { trayContent } from './tray-menu.ts';

const labels = (state: AppState) =>
  trayContent(state).groups.map((group) => group.map(({ label }) => label));

interface Sketch {
  readonly name: string;
  readonly local: number;
  readonly newHeads: number;
  readonly newTags?: number;
  readonly updatedAt: number;
}

function swarms(...list: Sketch[]) {
  const entries = list.map((swarm, index) => [
    index,
    { newTags: 0, ...swarm, local: Array.from({ length: swarm.local }, () => 'r') },
  ]);
  return Object.fromEntries(entries) as AppState['swarms'];
}

const peers = {
  a: { presence: { state: 'connected' } },
  b: { presence: { state: 'left', at: 0 } },
} as unknown as AppState['peers'];

test('with nobody and nothing', () => {
  expect(labels(EMPTY_STATE)).toEqual([['Open Shoal'], ['Nobody is nearby'], ['Quit Shoal']]);
  expect(trayContent(EMPTY_STATE).hasNews).toBe(false);
});

test('tells who is here and what is new in my projects, the latest first', () => {
  const state: AppState = {
    ...EMPTY_STATE,
    peers,
    swarms: swarms(
      { name: 'old', local: 1, newHeads: 1, updatedAt: 1 },
      { name: 'late', local: 1, newHeads: 3, updatedAt: 9 },
      { name: 'not mine', local: 0, newHeads: 4, updatedAt: 9 },
      { name: 'nothing new', local: 1, newHeads: 0, updatedAt: 9 },
    ),
  };
  expect(labels(state)[1]).toEqual(['1 teammate nearby', 'late: 3 new heads', 'old: 1 new head']);
  expect(trayContent(state)).toMatchObject({
    hasNews: true,
    tooltip: 'Shoal: 2 projects with new heads',
  });
});

test('leaves a long list to the window', () => {
  const many = Array.from({ length: 9 }, (_, index) => ({
    name: `p${index}`,
    local: 1,
    newHeads: 1,
    updatedAt: index,
  }));
  expect(labels({ ...EMPTY_STATE, swarms: swarms(...many) })[1]).toHaveLength(6);
});

test('tags are told where there is nothing else, and never as heads', () => {
  const state: AppState = {
    ...EMPTY_STATE,
    swarms: swarms(
      { name: 'both', local: 1, newHeads: 2, newTags: 305, updatedAt: 2 },
      { name: 'tags', local: 1, newHeads: 0, newTags: 305, updatedAt: 1 },
    ),
  };
  expect(labels(state)[1]?.slice(1)).toEqual(['both: 2 new heads', 'tags: 305 new tags']);
});
