import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { firstSuccess } from './first-success.ts';

const { signal } = new AbortController();

function asker(answers: Record<string, () => Promise<string>>) {
  const asked: string[] = [];
  const ask = (name: string) => {
    asked.push(name);
    return answers[name]?.() ?? Promise.reject(new Error(`${name} fails`));
  };
  return { asked, ask };
}

test('nobody else is asked when the first one answers', async () => {
  const { asked, ask } = asker({ anna: async () => 'from Anna' });
  expect(await firstSuccess(['anna', 'dora'], ask, { hedge: 1_000, signal })).toBe('from Anna');
  expect(asked).toEqual(['anna']);
});

test('the next one is asked at once when one fails', async () => {
  const { asked, ask } = asker({ dora: async () => 'from Dora' });
  expect(await firstSuccess(['anna', 'dora'], ask, { hedge: 60_000, signal })).toBe('from Dora');
  expect(asked).toEqual(['anna', 'dora']);
});

test('somebody who says nothing does not hold it up, and is told that it is over', async () => {
  let told = false;
  const silent = (_name: string, over: AbortSignal) =>
    new Promise<string>((_resolve, reject) => {
      over.addEventListener('abort', () => {
        told = true;
        reject(over.reason);
      });
    });
  const ask = (name: string, over: AbortSignal) =>
    name === 'anna' ? silent(name, over) : Promise.resolve('from Dora');
  expect(await firstSuccess(['anna', 'dora'], ask, { hedge: 5, signal })).toBe('from Dora');
  expect(told).toBe(true);
});

test('a late answer of the first one is as good', async () => {
  const { ask } = asker({
    anna: () => sleep(30, 'from Anna'),
    dora: () => sleep(60_000, 'never', { ref: false }),
  });
  expect(await firstSuccess(['anna', 'dora'], ask, { hedge: 5, signal })).toBe('from Anna');
});

test('all failures are told, in order', async () => {
  const { ask } = asker({});
  const error = await firstSuccess(['anna', 'dora'], ask, { hedge: 5, signal }).catch((e) => e);
  expect(error.errors.map(String)).toEqual(['Error: anna fails', 'Error: dora fails']);
});
