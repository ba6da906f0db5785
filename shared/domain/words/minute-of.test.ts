import { afterEach, expect, test } from 'vitest';
import { minuteOf } from './minute-of.ts';

const { TZ } = process.env;
afterEach(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

test.each([
  ['UTC', '2026-03-01 04:05'],
  ['Asia/Tokyo', '2026-03-01 13:05'],
  ['America/Los_Angeles', '2026-02-28 20:05'],
])('a minute is told by the clock of %s', (zone, told) => {
  process.env.TZ = zone;
  expect(minuteOf(Date.UTC(2026, 2, 1, 4, 5, 59))).toBe(told);
});
