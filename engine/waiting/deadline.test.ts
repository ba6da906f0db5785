import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Deadline } from './alarm.ts';

const HOUR = 3_600_000;
let reached = 0;

beforeEach(() => {
  vi.useFakeTimers();
  reached = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

test('tells once, when the clock shows the time', () => {
  using deadline = new Deadline(() => {
    reached += 1;
  });
  deadline.set(Date.now() + HOUR);
  vi.advanceTimersByTime(HOUR - 1);
  expect(reached).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(reached).toBe(1);
  vi.advanceTimersByTime(HOUR);
  expect(reached).toBe(1);
});

test('heeds a clock that is set, either way', () => {
  using deadline = new Deadline(() => {
    reached += 1;
  });
  deadline.set(Date.now() + HOUR);
  vi.setSystemTime(Date.now() - HOUR);
  vi.advanceTimersByTime(HOUR + 60_000);
  expect(reached).toBe(0);
  vi.setSystemTime(Date.now() + 2 * HOUR);
  vi.advanceTimersByTime(60_000);
  expect(reached).toBe(1);
});

test('tells nothing once it is set to never, or set later', () => {
  using deadline = new Deadline(() => {
    reached += 1;
  });
  deadline.set(Date.now() + 1_000);
  deadline.set(null);
  vi.advanceTimersByTime(HOUR);
  expect(reached).toBe(0);
});
