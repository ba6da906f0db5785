import { expect, test } from 'vitest';
import { Visits } from './visits.ts';

test('one address comes so many times at once, and then twice a second', () => {
  let now = 0;
  const visits = new Visits(() => now);
  const come = (times: number) =>
    Array.from({ length: times }, () => visits.mayVisit('10.0.0.1', false)).filter(Boolean).length;
  expect(come(100)).toBe(60);
  now += 5_000;
  expect(come(100)).toBe(10);
  expect(visits.mayVisit('10.0.0.2', false)).toBe(true);
});

test('who has made much work waits while there is too much of it, for as long as that is remembered', () => {
  let now = 0;
  const visits = new Visits(() => now);
  expect(visits.mayVisit('10.0.0.1', true)).toBe(true);
  visits.worked('10.0.0.1', 100);
  expect(visits.mayVisit('10.0.0.1', true)).toBe(false);
  expect(visits.mayVisit('10.0.0.1', false)).toBe(true);
  expect(visits.mayVisit('10.0.0.2', true)).toBe(true);
  now += 60_000;
  expect(visits.mayVisit('10.0.0.1', true)).toBe(true);
});
