import fc from 'fast-check';
import { expect, test } from 'vitest';
import { midnightAfter, parseEndTime } from './end-time.ts';

const NOW = new Date(2026, 10, 29, 17, 45, 30).getTime();
const MINUTE = 60_000;

test.each([
  ['18:30', new Date(2026, 10, 29, 18, 30).getTime()],
  ['17:45', new Date(2026, 10, 30, 17, 45).getTime()],
  ['0:05', new Date(2026, 10, 30, 0, 5).getTime()],
  ['2h', NOW + 120 * MINUTE],
  ['90m', NOW + 90 * MINUTE],
  ['1h30m', NOW + 90 * MINUTE],
  ['2026-12-01T18:00', new Date(2026, 11, 1, 18, 0).getTime()],
  ['2026-12-01 18:00', new Date(2026, 11, 1, 18, 0).getTime()],
  ['2026-12-01T18:00Z', Date.UTC(2026, 11, 1, 18, 0)],
])('%s', (text, time) => {
  expect(parseEndTime(text, NOW)).toBe(time);
});

test.each(['', 'h', '24:00', '18:60', 'tomorrow', '2026-13-01T18:00', '-2h', '2h5', '18', '1e3m'])(
  '“%s” is no time',
  (text) => {
    expect(parseEndTime(text, NOW)).toBeNull();
  },
);

test('what clocks show comes within a day, whenever it is', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), fc.nat(23), fc.nat(59), (now, hour, minute) => {
      const text = `${hour}:${String(minute).padStart(2, '0')}`;
      const end = parseEndTime(text, now.getTime()) ?? Number.NaN;
      fc.pre(!Number.isNaN(end));
      expect(end).toBeGreaterThan(now.getTime());
      expect(end - now.getTime()).toBeLessThanOrEqual(26 * 60 * MINUTE);
    }),
  );
});

test('midnight comes within a day, and is where a day begins', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }), (date) => {
      const midnight = midnightAfter(date.getTime());
      expect(midnight).toBeGreaterThan(date.getTime());
      // A day may have 25 hours.
      expect(midnight - date.getTime()).toBeLessThanOrEqual(25 * 60 * MINUTE);
      expect(new Date(midnight).getMinutes()).toBe(0);
      expect(new Date(midnight - 1).toDateString()).toBe(date.toDateString());
    }),
  );
});
