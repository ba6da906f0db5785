import { expect, test } from 'vitest';
import { deferred } from './deferred.ts';
import { Turns } from './turns.ts';

test('works of one place take turns, those of another do not wait', async () => {
  const turns = new Turns();
  const first = deferred();
  const done: string[] = [];
  const works = [
    turns.take('here', async () => {
      await first.promise;
      done.push('first');
    }),
    turns.take('here', async () => void done.push('second')),
    turns.take('there', async () => void done.push('other')),
  ];
  await works[2];
  expect(done).toEqual(['other']);
  first.resolve();
  await Promise.all(works);
  expect(done).toEqual(['other', 'first', 'second']);
});

test('a work that fails does not hold up the next one', async () => {
  const turns = new Turns();
  const failing = turns.take('here', async () => {
    throw new Error('no good');
  });
  const next = turns.take('here', async () => 'done');
  await expect(failing).rejects.toThrow('no good');
  expect(await next).toBe('done');
});
