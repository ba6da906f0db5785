import { describe, expect, test } from 'vitest';
import { ClockWatch, PeerClock } from './peer-clock.ts';

const NOON = Date.UTC(2026, 4, 20, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Clocks that a test sets. */
function clocks() {
  const time = { wall: NOON, steady: 1_000 };
  const pass = (milliseconds: number) => {
    time.wall += milliseconds;
    time.steady += milliseconds;
  };
  return { time, pass, read: { wall: () => time.wall, steady: () => time.steady } };
}

describe('a clock that differs is told of', () => {
  test.each([
    [0, null],
    [20 * MINUTE, null],
    [-20 * MINUTE, null],
    [45 * MINUTE, '45 minutes ahead of'],
    [25 * HOUR, '25 hours ahead of'],
    [-25 * HOUR, '25 hours behind'],
    [-20 * 365 * DAY, '7,300 days behind'],
  ])('%i ms', (ahead, words) => {
    const { read } = clocks();
    const clock = new PeerClock(read);
    expect(clock.sentence).toBeNull();
    clock.says(NOON + ahead);
    if (words === null) expect(clock.sentence).toBeNull();
    else expect(clock.sentence).toContain(`Its clock is ${words} this computer’s.`);
  });

  test('also when this computer’s is set while it is connected, and until it is right', () => {
    const { time, pass, read } = clocks();
    const clock = new PeerClock(read);
    clock.says(NOON);
    pass(3 * HOUR);
    expect(clock.sentence).toBeNull();
    time.wall += 2 * DAY;
    expect(clock.sentence).toContain('2 days behind');
    pass(HOUR);
    expect(clock.sentence).toContain('2 days behind');
    time.wall -= 2 * DAY;
    expect(clock.sentence).toBeNull();
  });
});

test('setting the clock is noticed once, and small corrections are not', () => {
  const { time, pass, read } = clocks();
  const watch = new ClockWatch(read);
  pass(HOUR);
  expect(watch.wasSet()).toBe(false);
  time.wall += 500;
  expect(watch.wasSet()).toBe(false);
  time.wall -= DAY;
  expect(watch.wasSet()).toBe(true);
  expect(watch.wasSet()).toBe(false);
});
