import { expect, test } from 'vitest';
import { activityEntry } from '../gallery/fixtures/activity.ts';
import { byDay, dayName } from './activity.ts';

test('days, the newest first, and how they are called', () => {
  const now = new Date(2026, 10, 21, 9).getTime();
  const hour = 3_600_000;
  const days = byDay([20, 1, 2, 200].map((hours) => activityEntry({ at: now - hours * hour })));
  expect(days.map(({ entries }) => entries.length)).toEqual([2, 1, 1]);
  const names = days.map(({ start }) => dayName(start, now));
  expect(names).toEqual(['Today', 'Yesterday', 'Friday 13 November']);
});
