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
  now += 200_000;
  expect(visits.mayVisit('10.0.0.1', true)).toBe(false);
  now += 100_000;
  expect(visits.mayVisit('10.0.0.1', true)).toBe(true);
});

test('a thousand addresses that flood together leave more than half of the time to others in the long run', () => {
  let now = 0;
  const visits = new Visits(() => now);
  const hosts = Array.from({ length: 1_000 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
  const [long, flood] = [2 * 3_600, 150];
  let work = 0;
  for (let second = 0; second < long; second += 10) {
    for (const host of hosts) {
      if (!visits.mayVisit(host, true)) continue;
      visits.worked(host, flood);
      // What each may make at first is another matter.
      if (second > 600) work += flood;
    }
    now += 10_000;
  }
  expect(work / (long - 600)).toBeLessThan(250);
});
