import { expect, test } from 'vitest';
import { pause } from './pause.ts';

test('lasts as long as it is told', async () => {
  const start = performance.now();
  await pause(20, new AbortController().signal);
  expect(performance.now() - start).toBeGreaterThan(15);
});

test('ends at once when it is of no use any more, and is no failure', async () => {
  const abort = new AbortController();
  const paused = pause(60_000, abort.signal);
  abort.abort();
  await paused;
  await pause(60_000, abort.signal);
});
