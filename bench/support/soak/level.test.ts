import { expect, test } from 'vitest';
import { levelOf, type Sample } from './level.ts';

const sample = (minute: number, heap: number): Sample => ({
  at: minute / 60,
  ...{ heap, native: 3, rss: 2 * heap, cpu: minute },
});

test('what grows at first, and then stays, is level', () => {
  const samples = Array.from({ length: 60 }, (_, minute) => sample(minute, Math.min(minute, 20)));
  expect(levelOf(samples, 0.4)).toEqual({ heapPerHour: 0, nativePerHour: 0, rssPerHour: 0 });
});

test('what goes on growing is told by the hour, however it goes up and down', () => {
  const samples = Array.from({ length: 60 }, (_, minute) =>
    sample(minute, 100 + minute / 10 + (minute % 2)),
  );
  const { heapPerHour, rssPerHour } = levelOf(samples, 0.4);
  expect(heapPerHour).toBeCloseTo(6, 0);
  expect(rssPerHour).toBeCloseTo(12, 0);
});
