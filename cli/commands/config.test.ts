import { expect, test, vi } from 'vitest';
import { SELF } from '../../host/engine-link/engine-double.ts';
import { EMPTY_STATE } from '../../shared/api/state.ts';
import { SETTING_KEYS } from '../../shared/settings/settings.ts';
import { startAlone } from '../fake-room.ts';

interface Listed {
  readonly settings: readonly { key: string; value: unknown; default: unknown }[];
  readonly files: { readonly dataFolder: string; readonly log: string };
}

test('lists every setting with its effect, and says how one is set', async () => {
  const { run } = await startAlone();
  const listed = await run('config');
  expect(listed).toMatchObject({ status: 0, stderr: '' });
  for (const key of SETTING_KEYS) expect(listed.stdout).toContain(`  ${key} `);
  expect(listed.stdout).toContain('Where teammates connect to; a fixed one');
  expect(await run('config', 'port')).toMatchObject({ stdout: expect.stringMatching(/^any\n/) });
  expect(await run('config', 'name')).toMatchObject({ stdout: 'Otter\n' });
  const { settings, files } = JSON.parse((await run('config', '--json')).stdout) as Listed;
  expect(settings.map(({ key }) => key)).toEqual(SETTING_KEYS);
  // Where everything is kept, as in the window.
  expect(files).toEqual({ dataFolder: expect.any(String), log: expect.stringMatching(/log/) });
  expect(listed.stdout).toContain(`  ${files.dataFolder}\n`);
  expect(listed.stdout).toContain(`  ${files.log}\n`);
});

test('sets what the host keeps, for this run and the next', async () => {
  const { run, state } = await startAlone({ 'self.rename': () => {} });
  expect(await run('config', 'theme', 'dark')).toMatchObject({ status: 0, stdout: 'dark\n' });
  expect(await run('config', 'interfaces', 'eth0, wlan0')).toMatchObject({ status: 0 });
  const { settings } = state();
  expect(settings.values).toMatchObject({ theme: 'dark', interfaces: ['eth0', 'wlan0'] });
  expect((await run('config', 'theme', '--reset')).stdout).toBe('system\n');
  expect((await run('config', '--reset')).status).toBe(0);
  expect(state().settings.values).toMatchObject({ theme: 'system', interfaces: [] });
});

test('sets what the engine keeps by the engine’s own commands', async () => {
  const { run, change, called } = await startAlone({
    'self.rename': ({ name }) => change({ set: 'self', value: { ...SELF, name } }),
    'limits.set': (value) => change({ set: 'limits', value }),
  });
  expect((await run('config', 'name', 'Heron')).stdout).toBe('Heron\n');
  expect((await run('config', 'upload-limit', '2.5')).stdout).toBe('2.5\n');
  expect(called('limits.set')).toEqual([{ ...EMPTY_STATE.limits, upload: 2_500_000 }]);
});

test('right after the start it waits for the engine to tell what it keeps, and not for one that has stopped', async () => {
  const { run, change, state } = await startAlone();
  change({ set: 'self', value: null });
  await vi.waitFor(() => expect(state().settings.values.name).toBe(''));
  const asked = run('config', 'name', '--json');
  await new Promise((resolve) => setTimeout(resolve, 300));
  change({ set: 'self', value: SELF });
  expect(JSON.parse((await asked).stdout)).toMatchObject({ setting: { value: SELF.name } });
  change({ set: 'self', value: null }, { set: 'engine', value: 'stopped' });
  await vi.waitFor(() => expect(state().engine).toBe('stopped'));
  expect(JSON.parse((await run('config', 'name', '--json')).stdout)).toMatchObject({
    setting: { value: '' },
  });
});

test.each([
  [2, ['config', 'colour'], 'There is no setting'],
  [1, ['config', 'port', '0'], '1 to 65535'],
  [1, ['config', 'theme', 'pink'], 'system, light or dark'],
  [1, ['config', 'clone-folder', 'here'], 'whole path'],
  [1, ['config', 'start-at-login', 'on'], 'as a service'],
  [2, ['config', 'port', '80', '--reset'], 'not both'],
])('refuses with %i: %j', async (status, args, words) => {
  const { run } = await startAlone();
  const refused = await run(...args);
  expect(refused.status).toBe(status);
  expect(refused.stderr).toContain(words);
});
