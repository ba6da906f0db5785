import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeerId } from '../../../shared/ids.ts';
import { OWN_CLOCK } from '../../waiting/alarm.ts';
import { News } from './news.ts';

const ANNA = 'a'.repeat(52) as PeerId;

let asked: PeerId[];
let isNeeded: boolean;
let news: News;
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  isNeeded = true;
  const ask = (peer: PeerId) => asked.push(peer);
  news = new News({ clock: OWN_CLOCK, together: 100, ask, isNeeded: () => isNeeded });
});
afterEach(() => {
  news[Symbol.dispose]();
  vi.useRealTimers();
});

test('whoever tells of news all the time is asked soon, and then now and then', async () => {
  for (let seq = 1; seq <= 600; seq += 1) {
    news.told(ANNA, seq);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked.length).toBeGreaterThanOrEqual(2);
  expect(asked.length).toBeLessThanOrEqual(3);
});

test('what is no news is not asked for, nor who has left', async () => {
  news.told(ANNA, 1);
  await vi.advanceTimersByTimeAsync(1_000);
  news.told(ANNA, 1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([ANNA]);
  news.told(ANNA, 2);
  news.left(ANNA);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([ANNA]);
});

test('whoever has nothing to say that is not heard anyhow is asked soon at first, and then seldom', async () => {
  isNeeded = false;
  news.told(ANNA, 1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(1);
  for (let seq = 2; seq <= 60; seq += 1) {
    news.told(ANNA, seq);
    await vi.advanceTimersByTimeAsync(60_000);
  }
  expect(asked.length).toBeGreaterThanOrEqual(6);
  expect(asked.length).toBeLessThanOrEqual(7);
});

test('and soon again once it is needed', async () => {
  isNeeded = false;
  news.told(ANNA, 1);
  await vi.advanceTimersByTimeAsync(1_000);
  news.told(ANNA, 2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
  isNeeded = true;
  news.told(ANNA, 3);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  expect(asked).toHaveLength(2);
});
