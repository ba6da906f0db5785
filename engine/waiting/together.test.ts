import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { together } from './together.ts';

test('does everything', async () => {
  const done: number[] = [];
  await together([1, 2, 3].map((each) => async () => void done.push(each)));
  expect(done).toEqual([1, 2, 3]);
});

test('a failure stops the others, and is told when they have ended', async () => {
  const told: string[] = [];
  const slow = async (signal: AbortSignal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    told.push('stopped');
    await wait(20);
    told.push('ended');
  };
  const bad = async () => {
    throw new Error('no good');
  };
  const never = async () => void told.push('begun after a failure');
  await expect(together([slow, bad, never])).rejects.toThrow('no good');
  expect(told).toEqual(['stopped', 'ended']);
});

test('whoever asked for it can stop it', async () => {
  const abort = new AbortController();
  abort.abort(new Error('enough'));
  await expect(together([async () => {}], abort.signal)).rejects.toThrow('enough');
});
