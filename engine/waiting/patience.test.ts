import { beforeEach, expect, test } from 'vitest';
import { Patience } from './patience.ts';

let now: number;
let patience: Patience;
beforeEach(() => {
  now = 5_000;
  patience = new Patience(1_000, () => now);
});

test('ends when nothing has been going on for longer than the limit', () => {
  expect(patience.isOver()).toBe(false);
  now += 1_000;
  expect(patience.isOver()).toBe(false);
  now += 1;
  expect(patience.isOver()).toBe(true);
});

test('time before it is first asked does not count', () => {
  now += 10_000;
  expect(patience.isOver()).toBe(false);
});

test('is as long as ever once something goes on', () => {
  patience.isOver();
  now += 900;
  patience.restore();
  now += 900;
  expect(patience.isOver()).toBe(false);
  now += 900;
  expect(patience.isOver()).toBe(false);
  now += 101;
  expect(patience.isOver()).toBe(true);
});
