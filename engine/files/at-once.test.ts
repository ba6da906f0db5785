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
