import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeerId } from '../../../shared/ids.ts';
import { Progress } from '../../receiving/progress.ts';
import { StallWatch } from './stall-watch.ts';

const anna = 'a'.repeat(52) as PeerId;
let progress: Progress;
let watch: StallWatch;

beforeEach(() => {
  vi.useFakeTimers();
  progress = new Progress(() => {});
  watch = new StallWatch(progress);
});
afterEach(() => {
  watch[Symbol.dispose]();
  vi.useRealTimers();
});

test('who does not say what comes is not waited for', () => {
  vi.advanceTimersByTime(1_000);
  expect(watch.signal.aborted).toBe(false);
  vi.advanceTimersByTime(9_000);
  expect(watch.signal.aborted).toBe(true);
});

test('what comes is waited for as long as it comes', () => {
  progress.enter('receiving');
  for (let second = 0; second < 10; second += 1) {
    vi.advanceTimersByTime(1_000);
    progress.received(anna, 1);
  }
  expect(watch.signal.aborted).toBe(false);
  vi.advanceTimersByTime(4_000);
  expect(watch.signal.aborted).toBe(true);
});

test('while this computer checks what came, nobody is slow', () => {
  progress.enter('receiving');
  progress.received(anna, 1);
  progress.isChecking = true;
  vi.advanceTimersByTime(60_000);
  expect(watch.signal.aborted).toBe(false);
  progress.isChecking = false;
  vi.advanceTimersByTime(4_000);
  expect(watch.signal.aborted).toBe(true);
});
