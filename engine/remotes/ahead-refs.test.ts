import { expect, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { type AheadRef, aheadRef, planAhead } from './ahead-refs.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const DAY = 24 * 60 * 60 * 1_000;
const [ONE, TWO] = ['1', '2'].map((digit) => digit.repeat(40)) as [Oid, Oid];

function plan(existing: readonly AheadRef[], wanted: readonly Oid[], needed: readonly Oid[]) {
  return planAhead({ existing, wanted: new Set(wanted), needed: new Set(needed), now: NOW });
}

test('what is new gets a ref named by the day and by itself', () => {
  expect(plan([], [ONE], [ONE])).toEqual([
    { ref: `refs/shoal/ahead/2026-03-10/${ONE}`, old: null, new: ONE },
  ]);
});

test('what a ref of the user’s reaches, or another one, needs none', () => {
  const old = aheadRef(ONE, NOW);
  expect(plan([old], [ONE, TWO], [TWO])).toEqual([
    { ref: old.ref, old: ONE, new: null },
    { ref: aheadRef(TWO, NOW).ref, old: null, new: TWO },
  ]);
});

test('what nobody has any more stays for a week', () => {
  expect(plan([aheadRef(ONE, NOW - 6 * DAY)], [], [ONE])).toEqual([]);
  const old = aheadRef(ONE, NOW - 8 * DAY);
  expect(plan([old], [], [ONE])).toEqual([{ ref: old.ref, old: ONE, new: null }]);
});

test('what somebody still has gets the new day now and then, and not each day', () => {
  expect(plan([aheadRef(ONE, NOW - 2 * DAY)], [ONE], [ONE])).toEqual([]);
  const old = aheadRef(ONE, NOW - 5 * DAY);
  expect(plan([old], [ONE], [ONE])).toEqual([
    { ref: old.ref, old: ONE, new: null },
    { ref: aheadRef(ONE, NOW).ref, old: null, new: ONE },
  ]);
});

test.each(['', 'yesterday', '2026-04-01'])('a ref whose day is %j goes', (day) => {
  const odd = { ref: `refs/shoal/ahead/${day}/${ONE}`, oid: ONE, day };
  expect(plan([odd], [], [ONE])).toEqual([{ ref: odd.ref, old: ONE, new: null }]);
});

test('of two refs for one commit the younger one stays', () => {
  const [old, young] = [aheadRef(ONE, NOW - 3 * DAY), aheadRef(ONE, NOW - DAY)];
  expect(plan([old, young], [], [ONE])).toEqual([{ ref: old.ref, old: ONE, new: null }]);
});
