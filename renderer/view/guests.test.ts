import { expect, test } from 'vitest';
import { timeOf } from '../../shared/domain/words/time-of.ts';
import { endOf, guestsEffect, guestsLabel } from './guests.ts';

const NOW = new Date(2026, 10, 29, 17, 45).getTime();
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();

test('ends are hours from now, or the end of the day', () => {
  expect(endOf('never', NOW)).toBeNull();
  expect(endOf('hour', NOW)).toBe(NOW + 3_600_000);
  expect(endOf('evening', NOW)).toBe(NOW + 4 * 3_600_000);
  expect(endOf('midnight', NOW)).toBe(at(30, 0));
});

test('a time of another day says which', () => {
  expect(timeOf(at(29, 18), NOW)).toBe('18:00');
  expect(timeOf(at(30, 0), NOW)).toBe('00:00 on 30 Nov');
});

test('whether guests are let in, in a word', () => {
  const on = { state: 'on', until: null, bases: [], repositories: [], clones: 0 } as const;
  expect(guestsLabel({ state: 'off' }, NOW)).toBe('Off');
  expect(guestsLabel(on, NOW)).toBe('On');
  expect(guestsLabel({ ...on, until: at(29, 18) }, NOW)).toBe('Until 18:00');
  expect(guestsEffect({ ...on, until: at(29, 18) }, NOW)).toContain('On until 18:00');
  expect(guestsEffect({ state: 'off' }, NOW)).toMatch(/^Off/);
});
