import { expect, test } from 'vitest';
import { type AppState, EMPTY_STATE } from '../../shared/api/state.ts';
import { trayContent } from './tray-menu.ts';

const labels = (state: AppState) =>
  trayContent(state).groups.map((group) => group.map(({ label }) => label));

function swarms(...list: { name: string; local: number; newHeads: number; updatedAt: number }[]) {
  const entries = list.map((swarm, index) => [
    index,
    { ...swarm, local: Array.from({ length: swarm.local }, () => 'r') },
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
