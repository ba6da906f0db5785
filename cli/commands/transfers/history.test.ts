import { expect, test } from 'vitest';
import type { History } from '../../../shared/api/history-state.ts';
import { otter, start, swarm } from '../../fake-room.ts';

const moved = {
  peer: otter.id,
  swarm: swarm.id,
  received: 3_000_000,
  given: 500,
  saved: 3_000_000,
};
const history: History = {
  days: [{ start: '2026-11-29', entries: [moved] }],
  months: [],
  before: [{ ...moved, peer: 'guests', received: 0, given: 7_000_000, saved: 0 }],
  people: { [otter.id]: 'Otter' },
  projects: { [swarm.id]: 'harbour-map' },
};

test('adds up by day, person and project', async () => {
  const { run } = await start({ 'history.get': () => history });
  const { stdout, stderr, status } = await run('history');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    'In all  3.0 MB received, 7.0 MB given, 3.0 MB saved',
    '',
    '2026-11-29  3.0 MB received, 500 B given, 3.0 MB saved',
    '',
    'By person:',
    '  guests  0 B received, 7.0 MB given, 0 B saved',
    '  Otter  3.0 MB received, 500 B given, 3.0 MB saved',
    '',
    'By project:',
    '  harbour-map  3.0 MB received, 7.0 MB given, 3.0 MB saved',
    '',
  ]);
  expect(JSON.parse((await run('history', '--json')).stdout)).toEqual({
    all: { received: 3_000_000, given: 7_000_500, saved: 3_000_000 },
    ...history,
  });
});

test('says so where nothing has moved', async () => {
  const nothing = { days: [], months: [], before: [], people: {}, projects: {} };
  const { run } = await start({ 'history.get': () => nothing });
  expect((await run('history')).stdout).toBe('Nothing has moved yet.\n');
});
