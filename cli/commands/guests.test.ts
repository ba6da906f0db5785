import { expect, test } from 'vitest';
import type { Guests } from '../../shared/api/guests-state.ts';
import { repository, start } from '../fake-room.ts';

const open: Guests = {
  state: 'on',
  until: null,
  bases: ['http://192.168.1.5:8080'],
  repositories: [{ id: repository.id, urls: ['http://192.168.1.5:8080/map.git'] }],
  clones: 3,
};

test('says how to clone, and when it ends', async () => {
  const { run, change, called } = await start({
    'guests.on': ({ until }) => change({ set: 'guests', value: { ...open, until } }),
    'guests.off': () => change({ set: 'guests', value: { state: 'off' } }),
  });
  expect((await run('guests')).stdout).toBe('Guests are not let in.\n');
  const on = await run('guests', 'on', '--until', '2h', '--port', '8080');
  expect(on).toMatchObject({ status: 0, stderr: '' });
  expect(on.stdout).toContain('git clone http://192.168.1.5:8080/map.git\n');
  expect(on.stdout).toContain(', until ');
  const [choice] = called('guests.on') as [{ until: number; port: number }];
  expect(choice.port).toBe(8080);
  expect(choice.until - Date.now()).toBeGreaterThan(7_000_000);
  expect(JSON.parse((await run('guests', 'status', '--json')).stdout)).toEqual({
    guests: { ...open, until: choice.until },
  });
  expect((await run('guests', 'off')).stdout).toBe('Guests are not let in.\n');
});

test.each([
  ['guests', 'maybe'],
  ['guests', 'on', '--until', 'tomorrow'],
  ['guests', 'on', '--port', '0'],
  ['guests', 'off', '--port', '80'],
])('does not understand %s %s %s %s', async (...args) => {
  const { run } = await start({});
  expect((await run(...args.filter((arg) => arg !== undefined))).status).toBe(2);
});
