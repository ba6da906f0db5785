import { expect, test } from 'vitest';
import { age } from './age.ts';

const NOW = Date.UTC(2026, 4, 20, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

test.each([
  [-5_000, 'just now'],
  [59_000, 'just now'],
  [2 * MINUTE, '2 min ago'],
  [90 * MINUTE, '1 h ago'],
  [26 * 60 * MINUTE, 'yesterday'],
  [6 * DAY, '6 days ago'],
  [20 * DAY, '2 weeks ago'],
  [80 * DAY, '2 months ago'],
  [800 * DAY, 'Mar 2024'],
  [Number.MAX_SAFE_INTEGER * 1000, 'ages ago'],
  [-Number.MAX_SAFE_INTEGER * 1000, 'just now'],
])('%i ms ago reads %s', (elapsed, text) => {
  expect(age(NOW - elapsed, NOW)).toBe(text);
});
