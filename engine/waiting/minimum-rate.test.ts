import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MinimumRate } from './minimum-rate.ts';

const BOUNDS = { grace: 20_000, bytesPerSecond: 1_000, work: 300_000 };
let rate: MinimumRate;
beforeEach(() => {
  vi.useFakeTimers();
  rate = new MinimumRate(BOUNDS);
});
afterEach(() => {
  rate[Symbol.dispose]();
  vi.useRealTimers();
});

/** Does something every so many milliseconds. @returns after how long it was given up, at the latest after an hour */
function until(every: number, what: () => void): number {
  for (let passed = 0; passed < 3_600_000; passed += every) {
    if (rate.signal.aborted) return passed;
    vi.advanceTimersByTime(every);
    what();
  }
  return Number.POSITIVE_INFINITY;
}

test('who sends nothing is given up after the grace', () => {
  vi.advanceTimersByTime(19_999);
  expect(rate.signal.aborted).toBe(false);
  vi.advanceTimersByTime(2);
  expect(rate.signal.aborted).toBe(true);
});

test('a byte now and then is next to nothing', () => {
  expect(until(1_000, () => rate.received(1))).toBeLessThan(22_000);
});

test('who sends at the rate may go on for ever, and after any number of bytes no longer than the grace', () => {
  expect(until(1_000, () => rate.received(1_000))).toBe(Number.POSITIVE_INFINITY);
  rate.received(1e12);
  vi.advanceTimersByTime(20_001);
  expect(rate.signal.aborted).toBe(true);
});

test('who says to be at work is waited for, but not for ever', () => {
  const waited = until(5_000, () => rate.working());
  expect(waited).toBeGreaterThan(300_000);
  expect(waited).toBeLessThan(330_000);
});

test('saying it often is worth no more than saying it now and then', () => {
  expect(until(10, () => rate.working())).toBeLessThan(330_000);
});

test('time that is this side’s does not count', () => {
  vi.advanceTimersByTime(15_000);
  rate.pause();
  vi.advanceTimersByTime(600_000);
  expect(rate.signal.aborted).toBe(false);
  rate.resume();
  vi.advanceTimersByTime(4_000);
  expect(rate.signal.aborted).toBe(false);
  vi.advanceTimersByTime(30_000);
  expect(rate.signal.aborted).toBe(true);
});
