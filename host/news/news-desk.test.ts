import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ActivityEntry } from '../../shared/api/activity-state.ts';
import { type AppState, EMPTY_STATE } from '../../shared/api/state.ts';
import { applyChanges, type StateChange } from '../../shared/api/state-change.ts';
import { followKey, PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import type { News } from '../../shared/domain/words/news.ts';
import { peerIdSchema, repositoryIdSchema } from '../../shared/ids.ts';
import { NewsDesk } from './news-desk.ts';

const repository = repositoryIdSchema.parse('abcdefghabcdefgh');
const anna = peerIdSchema.parse('a'.repeat(52));

let state: AppState;
let told: News[];
let desk: NewsDesk;

beforeEach(() => {
  vi.useFakeTimers();
  state = EMPTY_STATE;
  told = [];
  desk = new NewsDesk((news) => told.push(news));
});
afterEach(() => {
  desk[Symbol.dispose]();
  vi.useRealTimers();
});

test('what comes after the clock was set back is news, and what was there before is none', () => {
  const before = Date.now();
  vi.advanceTimersByTime(60_000);
  vi.setSystemTime(before - 24 * 3_600_000);
  happen(arrival('new'));
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveLength(1);
  happen(arrival('old', { at: Date.now() - 2 * 3_600_000 }));
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveLength(1);
});

function happen(...changes: StateChange[]): void {
  state = applyChanges(state, changes);
  desk.look(changes, state);
}

function arrival(id: string, more: Partial<ActivityEntry> = {}): StateChange {
  const change = { kind: 'moved', commits: 1, old: null, new: null, isUndone: false } as const;
  const value: ActivityEntry = {
    ...{ id, at: Date.now(), peer: anna, peerName: 'Anna', repository, repositoryName: 'map' },
    ...{ isAutomatic: true, bytes: 1, more: 0, fastForward: [] },
    changes: [{ ref: 'refs/remotes/anna/main', ...change }],
    ...more,
  };
  return { set: 'activity', key: id, value };
}

function follow(isMuted: boolean): StateChange {
  const rule = { ...PLAIN_FOLLOW, peer: anna, repository: null, isMuted, problem: null };
  return { set: 'follows', key: followKey(rule), value: rule };
}

test('what comes in a while is one piece of news', () => {
  happen(arrival('1'));
  vi.advanceTimersByTime(2_000);
  happen(arrival('2'));
  vi.advanceTimersByTime(2_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(told).toMatchObject([{ title: 'Anna in map', body: 'main has 2 new commits' }]);
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(1);
});

test('what does not end is told of all the same', () => {
  for (let index = 0; index < 60; index += 1) {
    happen(arrival(`${index}`));
    vi.advanceTimersByTime(1_000);
  }
  expect(told.length).toBeGreaterThanOrEqual(2);
  expect(told.length).toBeLessThanOrEqual(3);
});

test('what was asked for, what is old, and what only changed are no news', () => {
  happen(arrival('1', { isAutomatic: false }), arrival('2', { at: Date.now() - 1 }));
  happen(arrival('3'));
  vi.advanceTimersByTime(5_000);
  happen(arrival('3'));
  vi.advanceTimersByTime(5_000);
  expect(told).toHaveLength(1);
});

test('who is muted is not announced', () => {
  happen(follow(true), arrival('1'));
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([]);
  happen(follow(false), arrival('2'));
  vi.advanceTimersByTime(5_000);
  expect(told).toHaveLength(1);
});

test('nothing is, once all is muted, not even what waits', () => {
  happen(arrival('1'));
  happen({ set: 'notifications', value: { isMuted: true } });
  happen(arrival('2'));
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
});

test('a push of tags is no news by itself', () => {
  const tag = { kind: 'new', commits: null, old: null, new: null, isUndone: false } as const;
  happen(arrival('1', { changes: [{ ref: 'refs/remotes/anna/tags/v1', ...tag }] }));
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([]);
});
