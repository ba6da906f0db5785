import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Allowance, type Traffic } from './allowance.ts';

const MIB = 1024 * 1024;
const NOTHING: Traffic = { received: 0, useful: 0, requests: 0, givenUp: 0, brokenOff: 0 };

/** Looks once a second. @returns after how many seconds it was too much; null if it was not within an hour */
function tooMuchAfter(perSecond: Partial<Traffic>): number | null {
  const allowance = new Allowance(0);
  const all = { ...NOTHING, ...perSecond };
  for (let second = 1; second <= 3_600; second += 1) {
    const traffic = {
      received: second * all.received,
      useful: second * all.useful,
      requests: second * all.requests,
      givenUp: second * all.givenUp,
      brokenOff: second * all.brokenOff,
    };
    if (allowance.isExceeded(traffic, second * 1_000)) return second;
  }
  return null;
}

test('however fast bodies come, it is never too much', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 33 }), (useful) => {
      expect(tooMuchAfter({ useful, received: Math.floor(useful * 1.05) + 1_000 })).toBeNull();
    }),
    { numRuns: 20 },
  );
});

test.each([
  ['frames without bodies', { received: 50 * MIB }, 1],
  ['bodies byte by byte', { received: 10 * MIB, useful: MIB }, 1],
  ['requests of five bytes', { received: 5 * 4_000, requests: 4_000 }, 2],
  ['requests that are given up', { received: 50 * 600, requests: 600, givenUp: 600 }, 1],
  ['a little more than is given back', { received: 80 * 1_024 }, 65],
])('%s are too much', (_what, perSecond, after) => {
  const seconds = tooMuchAfter(perSecond);
  expect(seconds).not.toBeNull();
  expect(seconds).toBeLessThanOrEqual(after);
});

test('what an honest peer brings without bodies is little', () => {
  expect(tooMuchAfter({ received: 30_000, requests: 100 })).toBeNull();
  expect(tooMuchAfter({ received: 2_000, requests: 20, givenUp: 20 })).toBeNull();
});

test('what was on its way when an answer was broken off is nobody’s fault', () => {
  expect(tooMuchAfter({ received: 10 * MIB, brokenOff: 10 })).toBeNull();
});

test('what may stand in windows is no flood, unless it goes on', () => {
  const allowance = new Allowance(0, 3 * MIB);
  expect(allowance.isExceeded({ ...NOTHING, received: 3.5 * MIB }, 1_000)).toBe(false);
  expect(allowance.isShort).toBe(true);
  expect(allowance.isExceeded({ ...NOTHING, received: 4.5 * MIB }, 2_000)).toBe(true);
  // Once it has been handed on, there may be as much again.
  const other = new Allowance(0, 3 * MIB);
  for (const count of [1, 2, 3, 4]) {
    const [useful, received] = [(count - 1) * 4 * MIB, count * 4 * MIB - MIB];
    expect(other.isExceeded({ ...NOTHING, useful, received }, count * 1_000)).toBe(false);
  }
});
