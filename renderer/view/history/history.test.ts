import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { History, HistoryEntry } from '../../../shared/api/history-state.ts';
import { anchovy, herring } from '../../gallery/fixtures/people.ts';
import { swarmId } from '../../gallery/fixtures/projects.ts';
import { figuresOf, lastDays, personName, projectName } from './figures.ts';
import { ratesBetween } from './rates.ts';

const entry = (more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...{ peer: anchovy.id, swarm: swarmId(1), received: 10, given: 4, saved: 10 },
  ...more,
});
const history: History = {
  days: [
    {
      start: '2026-11-29',
      entries: [entry(), entry({ peer: 'guests', received: 0, given: 90, saved: 0 })],
    },
    { start: '2026-11-27', entries: [entry({ peer: herring.id, swarm: 'others', saved: 0 })] },
  ],
  months: [{ start: '2026-06', entries: [entry()] }],
  before: [entry({ peer: 'others', swarm: 'others' })],
  people: { [anchovy.id]: 'Anchovy' },
  projects: { [swarmId(1)]: 'map' },
};

test('all of it is added up, by person and by project', () => {
  const { all, people, projects } = figuresOf(history);
  expect(all).toEqual({ received: 40, given: 106, saved: 30 });
  expect(people.map(({ key }) => key)).toEqual([
    'guests',
    anchovy.id,
    ...[herring.id, 'others'].sort(),
  ]);
  expect(projects[0]).toMatchObject({ key: swarmId(1), given: 98 });
  expect(people.map(({ key }) => personName(key, history))).toContain('Guests');
  expect(personName(herring.id, history)).toBe(herring.id.slice(0, 8));
  expect(projectName('others', history)).toBe('Others');
});

test('days without anything are there, too, up to today', () => {
  const now = new Date(2026, 10, 29, 15, 0).getTime();
  const days = lastDays(history, 4, now);
  expect(days.map(({ start }) => new Date(start).getDate())).toEqual([26, 27, 28, 29]);
  expect(days.map(({ given }) => given)).toEqual([0, 4, 0, 94]);
});

test('how fast it goes is what has moved since, also after counting began anew', () => {
  const bytes = fc.nat(1e9);
  const traffic = fc.record({ received: bytes, given: bytes });
  fc.assert(
    fc.property(traffic, traffic, (before, after) => {
      const [rate] = ratesBetween({ [anchovy.id]: before }, { [anchovy.id]: after }, 2);
      const moved = (b: number, a: number) => (a >= b ? a - b : a) / 2;
      const received = moved(before.received, after.received);
      const given = moved(before.given, after.given);
      if (received + given === 0) expect(rate).toBeUndefined();
      else expect(rate).toEqual({ peer: anchovy.id, received, given });
    }),
  );
  expect(ratesBetween({}, { [anchovy.id]: { received: 1, given: 1 } }, 0)).toEqual([]);
});
