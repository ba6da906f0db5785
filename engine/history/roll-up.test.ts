import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../shared/api/history-state.ts';
import { sumOf } from '../../shared/domain/history/sums.ts';
import { peerIdSchema, swarmIdSchema } from '../../shared/ids.ts';
import { dayOf, MOST_DAYS, MOST_ENTRIES, MOST_MONTHS, type Periods, withMoved } from './roll-up.ts';

const letter = (n: number) => 'abcdefghijklmnopqrstuvwxyz'.charAt(n % 26);
const peer = (n: number) =>
  peerIdSchema.parse(`${letter(n)}${letter(Math.floor(n / 26))}`.padEnd(52, 'a'));
const swarm = (n: number) => swarmIdSchema.parse(letter(n).repeat(52));
const NOTHING: Periods = { days: [], months: [], before: [] };

const entries = fc.array(
  fc.record<HistoryEntry>({
    peer: fc.oneof(fc.nat(300).map(peer), fc.constantFrom('guests' as const, 'others' as const)),
    swarm: fc.oneof(fc.nat(25).map(swarm), fc.constant('others' as const)),
    received: fc.nat(1e9),
    given: fc.nat(1e9),
    saved: fc.nat(1e9),
  }),
  { maxLength: 100 },
);
const days = fc.integer({ min: 0, max: 6_000 }).map((n) => dayOf(Date.UTC(2020, 0, 1 + n, 12)));

const all = ({ days, months, before }: Periods) => [
  ...[...days, ...months].flatMap((period) => period.entries),
  ...before,
];

test('nothing is lost of what moved, whatever is added up, and in whichever order days come', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(days, entries), { maxLength: 60 }), (told) => {
      const periods = told.reduce((sum, [day, moved]) => withMoved(sum, day, moved), NOTHING);
      expect(sumOf(all(periods))).toEqual(sumOf(told.flatMap(([, moved]) => moved)));
      const starts = periods.days.map(({ start }) => start);
      expect(starts).toEqual([...new Set(told.map(([day]) => day))].sort().reverse());
      for (const period of periods.days) {
        const pairs = period.entries.map((each) => `${each.peer} ${each.swarm}`);
        expect(new Set(pairs).size).toBe(pairs.length);
        expect(pairs.length).toBeLessThanOrEqual(MOST_ENTRIES.day);
      }
    }),
    { numRuns: 40 },
  );
});

test('after many years it is as long as after a few', () => {
  let periods = NOTHING;
  let moved = 0;
  for (let day = 0; day < 3_000; day += 1) {
    const some = Array.from({ length: 3 }, (_, n) => ({
      ...{ peer: peer(day + n), swarm: swarm(n), received: 10, given: 5, saved: 10 },
    }));
    moved += 30;
    periods = withMoved(periods, dayOf(Date.UTC(2020, 0, 1 + day, 12)), some);
  }
  expect(periods.days).toHaveLength(MOST_DAYS);
  expect(periods.months).toHaveLength(MOST_MONTHS);
  expect(periods.before.length).toBeLessThanOrEqual(MOST_ENTRIES.before);
  expect(sumOf(all(periods)).received).toBe(moved);
  expect(periods.months[0]?.start).toMatch(/^\d{4}-\d\d$/);
  expect(JSON.stringify(periods).length).toBeLessThan(2_000_000);
});

test('a day that a wrong clock told of costs no other day', () => {
  const some: HistoryEntry[] = [
    { peer: 'guests', swarm: swarm(1), received: 0, given: 7, saved: 0 },
  ];
  const before = withMoved(NOTHING, '2026-11-29', some);
  const after = withMoved(withMoved(before, '2099-01-01', some), '2026-11-29', some);
  expect(after.days.map(({ start }) => start)).toEqual(['2099-01-01', '2026-11-29']);
  expect(after.days[1]?.entries[0]?.given).toBe(14);
});
