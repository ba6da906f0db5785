import { expect, test } from 'vitest';
import { type AppState, EMPTY_STATE } from '../../shared/api/state.ts';
import { speak } from '../../shared/texts/all-texts.ts';
import { ENGLISH } from '../../shared/texts/english.ts';
import { GERMAN } from '../../shared/texts/german.ts';
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
  const state: AppState = { ...EMPTY_STATE, engine: 'running' };
  expect(labels(state)).toEqual([
    ['Open Shoal'],
    ['Nobody is nearby'],
    ['Pause sharing'],
    ['Room…', 'Why is somebody missing?', 'Settings…', 'Quit Shoal'],
  ]);
  expect(trayContent(EMPTY_STATE).hasNews).toBe(false);
});

test('tells who is here and what is new in my projects, the latest first', () => {
  const state: AppState = {
    ...EMPTY_STATE,
    engine: 'running',
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
  expect(labels({ ...EMPTY_STATE, engine: 'running', swarms: swarms(...many) })[1]).toHaveLength(6);
});

test('tags are told where there is nothing else, and never as heads', () => {
  const state: AppState = {
    ...EMPTY_STATE,
    engine: 'running',
    swarms: swarms(
      { name: 'both', local: 1, newHeads: 2, newTags: 305, updatedAt: 2 },
      { name: 'tags', local: 1, newHeads: 0, newTags: 305, updatedAt: 1 },
    ),
  };
  expect(labels(state)[1]?.slice(1)).toEqual(['both: 2 new heads', 'tags: 305 new tags']);
});

test('what is new can be fetched or looked at from where it is told', () => {
  const state: AppState = {
    ...EMPTY_STATE,
    swarms: swarms({ name: 'map', local: 1, newHeads: 1, updatedAt: 1 }),
  };
  const item = trayContent(state).groups[1]?.find(({ label }) => label === 'map: 1 new head');
  expect(item?.items?.map(({ label, action }) => [label, action?.does])).toEqual([
    ['Fetch', 'fetch'],
    ['Show', 'show'],
  ]);
});

test('says until when sharing is paused, and offers to resume it', () => {
  const now = new Date(2026, 5, 12, 12, 0).getTime();
  const state: AppState = {
    ...EMPTY_STATE,
    engine: 'running',
    sharing: { state: 'paused', until: now + 3_600_000 },
  };
  const { groups, tooltip } = trayContent(state, now);
  expect(groups[2]?.map(({ label }) => label)).toEqual([
    'Sharing is paused until 13:00',
    'Resume sharing',
  ]);
  expect(tooltip).toBe('Shoal: Sharing is paused until 13:00');
  const running = trayContent({ ...state, sharing: { state: 'on' } }, now);
  expect(running.groups[2]?.[0]?.items?.map(({ label }) => label)).toEqual([
    'For an hour',
    'Until tomorrow morning',
    'Until I resume it',
  ]);
});

test('an engine that does not run is told of first', () => {
  expect(labels({ ...EMPTY_STATE, engine: 'restarting' })[1]?.[0]).toContain('restarting');
});

test('speaks the language of the window', () => {
  speak(GERMAN);
  try {
    const state: AppState = { ...EMPTY_STATE, engine: 'running', peers };
    expect(labels(state)).toEqual([
      ['Shoal öffnen'],
      ['1 Teammitglied in der Nähe'],
      ['Teilen anhalten'],
      ['Raum…', 'Warum fehlt jemand?', 'Einstellungen…', 'Shoal beenden'],
    ]);
  } finally {
    speak(ENGLISH);
  }
});
