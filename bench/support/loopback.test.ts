import { expect, test } from 'vitest';
import { bulkRate } from './loopback.ts';

test('what is said before the bulk and after it does not slow it down', () => {
  const samples = [
    { at: 0, bytes: 5_000 },
    { at: 1_000, bytes: 5_500 },
    { at: 1_100, bytes: 55_000 },
    { at: 1_200, bytes: 104_800 },
    { at: 9_000, bytes: 105_000 },
  ];
  expect(bulkRate(samples)).toBeCloseTo((104_800 - 5_500) / 0.2, 6);
});

test('a pause in the middle does', () => {
  const samples = [
    { at: 0, bytes: 0 },
    { at: 100, bytes: 50_000 },
    { at: 1_100, bytes: 50_000 },
    { at: 1_200, bytes: 100_000 },
  ];
  expect(bulkRate(samples)).toBeCloseTo(100_000 / 1.2, 6);
});

test('where nothing passed, no rate is told', () => {
  expect(bulkRate([])).toBeNaN();
  expect(bulkRate([{ at: 0, bytes: 7 }])).toBeNaN();
});
