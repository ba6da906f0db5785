import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { Pace } from './pace.ts';

const WAITS = { first: 1_000, most: 30_000, steadyAfter: 10_000 };
let now: number;
let pace: Pace;
beforeEach(() => {
  now = 0;
  pace = new Pace(WAITS, { chance: () => 0, now: () => now });
});

const ends = (times: number) => Array.from({ length: times }, () => pace.ended());

test('waits double while it fails', () => {
  expect(ends(7)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('what worked for a moment only is a failure', () => {
  ends(2);
  pace.works();
  now += 9_999;
  expect(pace.ended()).toBe(4_000);
});

test('what worked for a while is tried again at once, and then as in the beginning', () => {
  ends(4);
  pace.works();
  now += 5_000;
  // To work again does not begin a new while.
  pace.works();
  now += 5_000;
  expect(ends(3)).toEqual([0, 1_000, 2_000]);
});

test('a reason to hurry counts at once, the next one not before its wait is over', () => {
  expect(pace.hurry()).toBe(0);
  expect(pace.hurry()).toBe(1_000);
  now += 1_000;
  expect(pace.hurry()).toBe(0);
  now += 500;
  expect(pace.hurry()).toBe(1_500);
  pace.forgive();
  expect(pace.hurry()).toBe(0);
});

test('whatever the other side does, it is tried seldom', () => {
  const deed = fc.record({
    after: fc.integer({ min: 0, max: 400 }),
    cries: fc.boolean(),
    worksFor: fc.constantFrom(null, 0, 100),
  });
  fc.assert(
    fc.property(fc.array(deed, { minLength: 200, maxLength: 400 }), (deeds) => {
      now = 0;
      pace = new Pace(WAITS, { chance: () => 0, now: () => now });
      let due = 0;
      let tries = 0;
      for (const { after, cries, worksFor } of deeds) {
        now += after;
        if (cries) due = Math.min(due, now + pace.hurry());
        if (now < due) continue;
        tries += 1;
        if (worksFor !== null) pace.works();
        now += worksFor ?? 0;
        due = now + pace.ended();
      }
      // Five doublings, then one in 30 s, for retries and for hurries.
      expect(tries).toBeLessThanOrEqual(2 * (7 + now / 30_000));
    }),
  );
});
