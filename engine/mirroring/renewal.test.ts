import pLimit from 'p-limit';
import { afterEach, expect, test, vi } from 'vitest';
import { Renewal } from './renewal.ts';

afterEach(() => void vi.useRealTimers());

function start(work: () => Promise<void>) {
  const ends: unknown[] = [];
  const renewal = new Renewal({
    limit: pLimit(1),
    retry: { first: 1_000, most: 8_000 },
    work,
    onEnd: (error) => ends.push(error),
  });
  return { renewal, ends };
}

test('is done once for what does not change, and once more for all that changed meanwhile', async () => {
  let done = 0;
  let finish = () => {};
  const { renewal } = start(() => {
    done += 1;
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  renewal.want('one');
  renewal.want('one');
  await vi.waitFor(() => expect(done).toBe(1));
  renewal.want('two');
  renewal.want('three');
  finish();
  await vi.waitFor(() => expect(done).toBe(2));
  finish();
  await vi.waitFor(() => renewal.want('three'));
  await new Promise(setImmediate);
  expect(done).toBe(2);
  renewal.want(null);
  await renewal[Symbol.asyncDispose]();
});

test('what failed is tried again at a pace, however often it changes', async () => {
  vi.useFakeTimers();
  let tries = 0;
  const { renewal, ends } = start(async () => {
    tries += 1;
    if (tries < 3) throw new Error(`try ${tries}`);
  });
  renewal.want('a');
  await vi.advanceTimersByTimeAsync(0);
  expect(tries).toBe(1);
  for (let change = 0; change < 50; change += 1) {
    renewal.want(`change ${change}`);
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(tries).toBeLessThanOrEqual(3);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(tries).toBe(3);
  expect(ends.at(-1)).toBeNull();
  expect(ends).toHaveLength(3);
  await renewal[Symbol.asyncDispose]();
});

test('nothing begins once it has ended', async () => {
  let done = 0;
  const { renewal } = start(async () => {
    done += 1;
  });
  await renewal[Symbol.asyncDispose]();
  renewal.want('a');
  await new Promise(setImmediate);
  expect(done).toBe(0);
});
