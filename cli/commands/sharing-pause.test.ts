import { expect, test } from 'vitest';
import { startAlone } from '../fake-room.ts';

test('pauses for a while, says so wherever it is asked for, and resumes', async () => {
  const { run, change, called } = await startAlone({
    'sharing.pause': ({ until }) => change({ set: 'sharing', value: { state: 'paused', until } }),
    'sharing.resume': () => change({ set: 'sharing', value: { state: 'on' } }),
  });
  expect((await run('sharing')).stdout).toBe('What you share can be seen and fetched.\n');
  const paused = await run('sharing', 'pause', '--until', '1h');
  expect(paused).toMatchObject({ status: 0, stderr: '' });
  expect(paused.stdout).toContain('Sharing is paused until ');
  const [{ until }] = called('sharing.pause') as [{ until: number }];
  expect(Math.abs(until - Date.now() - 3_600_000)).toBeLessThan(60_000);
  expect((await run('status')).stdout).toContain('Sharing is paused until ');
  expect(JSON.parse((await run('status', '--json')).stdout)).toMatchObject({
    sharing: { state: 'paused', until },
  });
  expect(JSON.parse((await run('sharing', 'resume', '--json')).stdout)).toEqual({
    sharing: { state: 'on' },
  });
});

test.each([
  ['sharing', 'stop'],
  ['sharing', 'resume', '--until', '1h'],
  ['sharing', 'pause', '--until', 'later'],
])('does not understand %s %s', async (...args) => {
  const { run } = await startAlone();
  expect((await run(...args.filter((arg) => arg !== undefined))).status).toBe(2);
});
