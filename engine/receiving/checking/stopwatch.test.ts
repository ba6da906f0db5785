import { expect, test } from 'vitest';
import { Stopwatch } from './stopwatch.ts';

test('only what passes between start and stop counts', () => {
  let now = 100;
  const watch = new Stopwatch(() => now);
  now += 50;
  expect(watch.elapsed).toBe(0);
  watch.start();
  now += 20;
  watch.start();
  expect(watch.elapsed).toBe(20);
  watch.stop();
  now += 500;
  watch.start();
  now += 5;
  expect(watch.elapsed).toBe(25);
});
