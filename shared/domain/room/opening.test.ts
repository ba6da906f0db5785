import fc from 'fast-check';
import { expect, test } from 'vitest';
import { peerIdSchema } from '../../ids.ts';
import type { Visibility } from '../visibility.ts';
import { isInForce, type Opening, visibilityAt } from './opening.ts';

const MINUTE = 60_000;

const times = fc.integer({ min: 0, max: 4_000_000_000_000 });
const visibilities = fc.constantFrom<Visibility>(
  { to: 'nobody' },
  { to: 'trusted' },
  { to: 'everyone' },
  { to: 'peers', peers: [peerIdSchema.parse('a'.repeat(52))] },
);
const openings = fc.record<Opening>({ since: times, until: fc.option(times) });

test('what was chosen holds whenever it is not open, whatever the clock says', () => {
  fc.assert(
    fc.property(visibilities, openings, times, (chosen, opening, now) => {
      const seen = visibilityAt(chosen, opening, now);
      expect(seen).toEqual(isInForce(opening, now) ? { to: 'everyone' } : chosen);
      expect(visibilityAt(chosen, undefined, now)).toBe(chosen);
    }),
  );
});

test('once its time has come it is never open again, unless the clock goes back', () => {
  fc.assert(
    fc.property(times, times, times, (since, until, later) => {
      const now = Math.max(until, later);
      expect(isInForce({ since, until }, now)).toBe(false);
    }),
  );
});

test('a clock that goes back to long before the opening ends it; a small correction does not', () => {
  const opening = { since: 100 * MINUTE, until: 200 * MINUTE };
  expect(isInForce(opening, 99 * MINUTE)).toBe(true);
  expect(isInForce(opening, 90 * MINUTE)).toBe(false);
  expect(isInForce(opening, 199 * MINUTE)).toBe(true);
  expect(isInForce(opening, 200 * MINUTE)).toBe(false);
  expect(isInForce({ ...opening, until: null }, 0)).toBe(true);
});
