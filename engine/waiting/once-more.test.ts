import { expect, test } from 'vitest';
import { type Deferred, deferred } from './deferred.ts';
import { OnceMore } from './once-more.ts';

/** A work that ends when it is told to. */
function stepping() {
  const begun: Deferred<void>[] = [];
  const work = new OnceMore(async () => {
    const end = deferred<void>();
    begun.push(end);
    await end.promise;
  });
  const step = async (index: number) => {
    await expect.poll(() => begun.length, { interval: 1 }).toBe(index + 1);
    return begun[index] as Deferred<void>;
  };
  return { work, step, count: () => begun.length };
}

test('for all who ask while it is under way, it is done once more', async () => {
  const { work, step, count } = stepping();
  const first = work.run();
  const running = await step(0);
  const [second, third] = [work.run(), work.run()];
  running.resolve();
  await first;
  (await step(1)).resolve();
  await Promise.all([second, third]);
  await work.settle();
  expect(count()).toBe(2);
});

test('who has asked does not wait for those who ask later', async () => {
  const { work, step } = stepping();
  const first = work.run();
  const running = await step(0);
  const later = work.run();
  running.resolve();
  await first;
  const settled = work.settle();
  (await step(1)).reject(new Error('in vain'));
  await expect(later).rejects.toThrow('in vain');
  await settled;
});

test('one that is asked for in the moment in which the last one ends begins', async () => {
  for (let moment = 0; moment < 10; moment += 1) {
    const { work, step } = stepping();
    const first = work.run();
    (await step(0)).resolve();
    for (let turn = 0; turn < moment; turn += 1) await null;
    const second = work.run();
    (await step(1)).resolve();
    await Promise.all([first, second]);
  }
});
