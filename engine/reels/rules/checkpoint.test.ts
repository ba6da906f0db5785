import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHECKPOINT_EVERY, nextCheckpoint } from './checkpoint.ts';

describe('a clone', () => {
  test('stops at the last multiple, and nowhere else', () => {
    expect(nextCheckpoint(1_000, 1_000)).toBe(960);
    expect(nextCheckpoint(24_254, 24_254)).toBe(24_192);
  });

  test('goes all the way where there is no checkpoint before the head', () => {
    expect(nextCheckpoint(63, 63)).toBeNull();
    expect(nextCheckpoint(CHECKPOINT_EVERY, CHECKPOINT_EVERY)).toBeNull();
  });

  test('stops at the same commit while the head moves on', () => {
    for (let head = 961; head < 1_024; head += 1) expect(nextCheckpoint(head, head)).toBe(960);
  });
});

describe('catching up', () => {
  test('a short way is one step', () => {
    expect(nextCheckpoint(10_000, 1_000)).toBeNull();
  });

  test('a long way is cut into steps that lead to the head', () => {
    const head = 24_254;
    const stops: number[] = [];
    let here = 4_000;
    for (;;) {
      const next = nextCheckpoint(head, head - here);
      if (next === null) break;
      stops.push(next);
      here = next;
    }
    expect(stops.length).toBeGreaterThan(5);
    expect(stops.length).toBeLessThan(12);
    expect(head - here).toBeLessThan(4_096);
  });

  test('each stop is a checkpoint between what is here and the head', () => {
    const numbers = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(numbers, numbers, (head, other) => {
        const missing = 1 + (other % head);
        const stop = nextCheckpoint(head, missing);
        if (stop === null) return;
        expect(stop % CHECKPOINT_EVERY).toBe(0);
        expect(stop).toBeGreaterThan(head - missing);
        expect(stop).toBeLessThan(head);
      }),
    );
  });
});
