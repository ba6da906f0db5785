import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { CheckQueue } from './check-queue.ts';

const MIB = 1024 * 1024;
let now: number;
let queue: CheckQueue<string>;
beforeEach(() => {
  now = 0;
  queue = new CheckQueue(
    (name) => name.startsWith('alone'),
    () => now,
  );
});

test('little waits for more, and no longer than half a second', () => {
  queue.add('a', MIB);
  expect(queue.patience(true)).toBe(500);
  now += 300;
  queue.add('b', MIB);
  // The first one counts.
  expect(queue.patience(true)).toBe(200);
  now += 200;
  expect(queue.patience(true)).toBe(0);
  expect(queue.take(2)).toEqual(['a', 'b']);
});

test('nothing waits where nothing more comes, or others want to have it', () => {
  queue.add('a', MIB);
  expect(queue.patience(false)).toBe(0);
});

test('much does not wait, nor does what is checked by itself', () => {
  queue.add('a', MIB);
  queue.add('b', 3 * MIB);
  expect(queue.patience(true)).toBe(0);
  queue.take(1);
  queue.add('alone', 1);
  expect(queue.patience(true)).toBe(0);
});

test('what is taken no longer counts', () => {
  queue.add('a', 4 * MIB);
  queue.add('b', MIB);
  expect(queue.take(1)).toEqual(['a', 'b']);
  queue.add('c', MIB);
  expect(queue.patience(true)).toBe(500);
});

test('much is shared out among those who are free; little is not', () => {
  for (let index = 0; index < 20; index += 1) queue.add(`${index}`, MIB);
  expect(queue.take(2)).toHaveLength(10);
  expect(queue.take(1)).toHaveLength(10);
  for (let index = 0; index < 4; index += 1) queue.add(`${index}`, MIB);
  expect(queue.take(2)).toHaveLength(4);
});

test('each is taken once, in order, none with one that is checked by itself, and not too many at once', () => {
  const items = fc.array(fc.tuple(fc.boolean(), fc.nat(10 * MIB)), { maxLength: 80 });
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 8 }), (list, free) => {
      const named = list.map(([isAlone, size], index) => ({
        name: `${isAlone ? 'alone' : 'one'} ${index}`,
        size,
      }));
      for (const { name, size } of named) queue.add(name, size);
      const batches: string[][] = [];
      while (queue.length > 0) batches.push(queue.take(free));
      expect(batches.flat()).toEqual(named.map(({ name }) => name));
      const sizeOf = new Map(named.map(({ name, size }) => [name, size]));
      for (const batch of batches) {
        if (batch.some((name) => name.startsWith('alone'))) expect(batch).toHaveLength(1);
        const bytes = batch.slice(0, -1).reduce((sum, name) => sum + (sizeOf.get(name) ?? 0), 0);
        expect(bytes).toBeLessThan(24 * MIB);
      }
    }),
  );
});
