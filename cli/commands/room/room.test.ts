import { expect, test } from 'vitest';
import type { Room } from '../../../shared/api/room-state.ts';
import { repository, start } from '../../fake-room.ts';

const on = (until: number | null): Room => ({
  ...{ state: 'on', until, repositories: [repository.id] },
});

async function startWithRoom() {
  const started = await start({
    'repositories.add': () => repository,
    'room.on': ({ until }) => started.change({ set: 'room', value: on(until) }),
    'room.off': () => started.change({ set: 'room', value: { state: 'off' } }),
  });
  return started;
}

test('is on until midnight unless a time is named, and off again', async () => {
  const { run, called } = await startWithRoom();
  expect((await run('room')).stdout).toContain('The room is off');
  const turned = await run('room', 'on');
  expect(turned).toMatchObject({ status: 0, stderr: '' });
  expect(turned.stdout).toContain(`  ${repository.path}\n`);
  const midnight = new Date().setHours(24, 0, 0, 0);
  expect(called('room.on')).toEqual([{ until: midnight, guests: false }]);
  expect(JSON.parse((await run('room', 'status', '--json')).stdout)).toEqual({
    room: on(midnight),
  });
  expect(JSON.parse((await run('status', '--json')).stdout).room).toEqual(on(midnight));
  expect(JSON.parse((await run('room', 'off', '--json')).stdout)).toEqual({
    room: { state: 'off' },
  });
});

test('opens those that are named, for guests too, until it is turned off', async () => {
  const { run, called } = await startWithRoom();
  const turned = await run('room', 'on', 'map', '--until', 'off', '--guests');
  expect(turned.stdout).toContain('until `shoal room off`');
  expect(called('room.on')).toEqual([{ until: null, repositories: [repository.id], guests: true }]);
  const timed = await run('room', 'on', '--until', '2h', '--json');
  const { until } = JSON.parse(timed.stdout).room;
  expect(Math.abs(until - Date.now() - 7_200_000)).toBeLessThan(60_000);
});

test.each([
  ['room', 'maybe'],
  ['room', 'on', '--until', 'tomorrow'],
  ['room', 'off', '.'],
  ['room', 'off', '--until', '2h'],
  ['room', 'status', '--guests'],
])('does not understand %s %s %s %s', async (...args) => {
  const { run } = await start({});
  expect((await run(...args.filter((arg) => arg !== undefined))).status).toBe(2);
});
