import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlockQueue } from './block-queue.ts';

function filled(total: number): BlockQueue<number, string> {
  const queue = new BlockQueue<number, string>();
  queue.add(Array.from({ length: total }, (_, block) => block));
  queue.seal();
  return queue;
}

test('it is not done while more may come, and nothing is begun twice before', () => {
  const queue = new BlockQueue<number, string>();
  queue.add([0]);
  queue.take('a', 2);
  expect(queue.take('b', 2)).toBeNull();
  queue.finish(0);
  expect(queue.isDone).toBe(false);
  queue.add([1]);
  expect(queue.take('b', 2)).toBe(1);
  queue.seal();
  queue.finish(1);
  expect(queue.isDone).toBe(true);
});

test('each block is begun once before any is begun twice', () => {
  const queue = filled(3);
  expect([queue.take('a', 2), queue.take('b', 2), queue.take('a', 2)]).toEqual([0, 1, 2]);
  // Nothing new is left: the one begun first, by somebody else.
  expect(queue.take('b', 2)).toBe(0);
  expect(queue.take('c', 2)).toBe(1);
  expect(queue.take('b', 2)).toBe(2);
  expect(queue.take('c', 2)).toBeNull();
});

test('who is first counts, the second does not', () => {
  const queue = filled(1);
  queue.take('a', 2);
  queue.take('b', 2);
  expect(queue.finish(0)).toBe(true);
  expect(queue.finish(0)).toBe(false);
  expect(queue.isDone).toBe(true);
});

test('a block that is given up comes again, unless somebody else is busy with it', () => {
  const queue = filled(2);
  queue.take('a', 2);
  queue.giveUp(0, 'a');
  expect(queue.take('b', 2)).toBe(0);
  queue.take('b', 2);
  expect(queue.take('a', 2)).toBe(0);
  queue.giveUp(0, 'a');
  expect(queue.take('c', 2)).toBe(0);
});

test('whatever sources do, every block is finished exactly once as long as one goes on', () => {
  const action = fc.record({ source: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean() });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(action, { maxLength: 60 }),
      (total, actions) => {
        const queue = filled(total);
        const finished: number[] = [];
        const work = (source: string, fails: boolean) => {
          const block = queue.take(source, 2);
          if (block === null) return false;
          if (fails) queue.giveUp(block, source);
          else if (queue.finish(block)) finished.push(block);
          return true;
        };
        for (const { source, fails } of actions) work(source, fails);
        while (work('steady', false));
        expect(queue.isDone).toBe(true);
        expect(finished.sort((a, b) => a - b)).toEqual(Array.from({ length: total }, (_, i) => i));
      },
    ),
  );
});
