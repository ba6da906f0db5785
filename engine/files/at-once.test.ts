import { expect, test } from 'vitest';
import { AtOnce } from './at-once.ts';

/** Takes steps of so many milliseconds each; returns how many it takes of ten. */
function taking(atOnce: AtOnce, clock: { now: number }, milliseconds: number): number {
  return atOnce.take(10, () => {
    clock.now += milliseconds;
  });
}

test('quick steps are all taken', () => {
  const clock = { now: 0 };
  const atOnce = new AtOnce(() => clock.now);
  for (let count = 0; count < 20; count += 1) expect(taking(atOnce, clock, 0.1)).toBe(10);
});

test('after slow ones, nobody is held up for a while; then it is tried again', () => {
  const clock = { now: 0 };
  const atOnce = new AtOnce(() => clock.now);
  expect(taking(atOnce, clock, 2)).toBe(2);
  for (let count = 0; count < 16; count += 1) expect(taking(atOnce, clock, 2)).toBe(0);
  expect(taking(atOnce, clock, 2)).toBe(2);
  for (let count = 0; count < 16; count += 1) expect(taking(atOnce, clock, 0.1)).toBe(0);
  expect(taking(atOnce, clock, 0.1)).toBe(10);
});

test('a step that fails fails the whole', () => {
  const failing = () =>
    new AtOnce().take(1, () => {
      throw new Error('gone');
    });
  expect(failing).toThrow('gone');
});

test('of single steps, too: after one that took long, others are for other threads for a while', () => {
  const clock = { now: 0 };
  const atOnce = new AtOnce(() => clock.now);
  const step = (milliseconds: number) =>
    atOnce.takeOne(() => {
      clock.now += milliseconds;
    });
  for (let count = 0; count < 20; count += 1) expect(step(1)).toBe(true);
  expect(step(5)).toBe(true);
  for (let count = 0; count < 16; count += 1) expect(step(1)).toBe(false);
  expect(step(1)).toBe(true);
  expect(() =>
    atOnce.takeOne(() => {
      clock.now += 5;
      throw new Error('gone');
    }),
  ).toThrow('gone');
  expect(step(1)).toBe(false);
});
