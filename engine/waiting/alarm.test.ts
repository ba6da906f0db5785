import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Alarm } from './alarm.ts';

let rung: number;
let alarm: Alarm;
beforeEach(() => {
  vi.useFakeTimers();
  rung = 0;
  alarm = new Alarm(() => {
    rung += 1;
  });
});
afterEach(() => vi.useRealTimers());

test('rings once, at the earliest of its times', () => {
  alarm.ringIn(500);
  alarm.ringIn(200);
  alarm.ringIn(900);
  vi.advanceTimersByTime(199);
  expect(rung).toBe(0);
  vi.advanceTimersByTime(10_000);
  expect(rung).toBe(1);
});

test('can be set again, also for later than before', () => {
  alarm.ringIn(200);
  alarm.stop();
  alarm.ringIn(700);
  vi.advanceTimersByTime(699);
  expect(rung).toBe(0);
  vi.advanceTimersByTime(1);
  alarm.ringIn(100);
  vi.advanceTimersByTime(100);
  expect(rung).toBe(2);
});
