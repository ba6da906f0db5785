import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeerId } from '../../shared/ids.ts';
import { OWN_CLOCK } from '../waiting/alarm.ts';
import { News } from './news.ts';

const ANNA = 'a'.repeat(52) as PeerId;

let asked: PeerId[];
let news: News;
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  news = new News({ clock: OWN_CLOCK, together: 100, ask: (peer) => asked.push(peer) });
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
