import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import type { SettingValue } from '../../shared/settings/kinds.ts';
import { formatSetting } from '../../shared/settings/setting-text.ts';
import { SETTINGS, type SettingKey, type SettingValues } from '../../shared/settings/settings.ts';
import { runShoal } from '../support/shoal-node.ts';
import { test as base, expect } from './test.ts';

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what a fixture needs.
  home: async ({}, use) => {
    const home = temporaryFolder();
    await use(home);
    rmSync(home, { recursive: true, force: true });
  },
});

test('what is set in the window is what the command line tells, and the other way round', async ({
  app,
  ui,
  shell,
  home,
}) => {
  const config = async (...args: string[]) => {
    const data = join(app.directory, 'data');
    const { stdout } = await runShoal(['config', ...args, '--data', data, '--json']);
    return (JSON.parse(stdout) as { setting: { value: unknown } }).setting.value;
  };
  await ui.openSettings();
  const field = (name: string) => app.page.getByRole('textbox', { name, exact: true });

  await field('Upload, in all').fill('2.5');
  await field('Upload, in all').press('Enter');
  await expect.poll(() => config('upload-limit')).toBe(2_500_000);

  await field('Port').fill('many');
  await field('Port').press('Enter');
  await expect(app.page.getByRole('alert')).toContainText('1 to 65535');
  await field('Port').fill('7654');
  await field('Port').press('Enter');
  await expect(app.page.getByRole('alert')).toHaveCount(0);
  await expect.poll(() => config('port')).toBe(7654);

  await config('theme', 'dark');
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await config('name', 'Bob the Builder');
  await expect(field('Name')).toHaveValue('Bob the Builder');

  const atLogin = app.page.getByRole('switch', { name: 'Start when I log in' });
  if (shell === 'electron') {
    const entry = join(home ?? '', '.config', 'autostart', 'shoal.desktop');
    await atLogin.press('Space');
    await expect.poll(() => existsSync(entry)).toBe(true);
    expect(readFileSync(entry, 'utf8')).toContain('"--hidden"');
    await expect(atLogin).toBeChecked();
  } else {
    await expect(atLogin).toBeDisabled();
    await expect(app.page.getByText('Shoal runs without a window here.')).toBeVisible();
  }

  await ui.button('Reset all settings…').click();
  await ui.button('Reset').click();
  await expect(field('Upload, in all')).toHaveValue('');
  await expect(app.page.locator('html')).not.toHaveAttribute('data-theme');
  await expect.poll(() => config('port')).toBeNull();
  if (shell === 'electron') {
    await expect
      .poll(() => existsSync(join(home ?? '', '.config', 'autostart', 'shoal.desktop')))
      .toBe(false);
  }
});

test('the window lists what `shoal config` does, in its order, and as it is set', async ({
  app,
  ui,
}) => {
  const data = join(app.directory, 'data');
  await ui.openSettings();
  // The engine knows the name, which may still be starting.
  await expect(app.page.locator('[data-setting="name"]').getByRole('textbox')).not.toHaveValue('');
  await runShoal(['config', 'battery-limit', '1.5', '--data', data]);
  await runShoal(['config', 'interfaces', 'lo', '--data', data]);
  const { stdout } = await runShoal(['config', '--data', data, '--json']);
  const { settings, files } = JSON.parse(stdout) as {
    settings: readonly { key: SettingKey; value: SettingValue; unavailable: string | null }[];
    files: { dataFolder: string; log: string };
  };
  const lines = app.page.locator('[data-setting]');
  const keys = await lines.evaluateAll((all) => all.map((it) => it.getAttribute('data-setting')));
  expect(keys).toEqual(settings.map(({ key }) => key));
  for (const { key, value } of settings) {
    const line = app.page.locator(`[data-setting="${key}"]`);
    const { kind } = SETTINGS[key];
    switch (kind.type) {
      case 'switch':
        await expect(line.getByRole('switch'), key).toBeChecked({ checked: value === true });
        break;
      case 'choice': {
        const options: readonly { id: string; name: string }[] = kind.options;
        const name = options.find(({ id }) => id === value)?.name ?? 'no choice';
        await expect(line.getByRole('button'), key).toContainText(name);
        break;
      }
      case 'program':
        // Where none is found there is nothing to choose.
        expect(value, key).toBeNull();
        break;
      default: {
        const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
        const text = isEmpty ? '' : formatSetting(key, value as SettingValues[SettingKey]);
        await expect(line.getByRole('textbox'), key).toHaveValue(text);
      }
    }
  }
  for (const path of Object.values(files)) {
    await expect(app.page.getByText(path, { exact: true })).toBeVisible();
  }
});

test('while sharing is paused, teammates see nothing of mine, and the window says so', async ({
  app,
  ui,
}) => {
  await ui.button(/^This computer/).click();
  await app.page.getByRole('button', { name: /^Pause sharing/ }).click();
  await ui.button('For an hour').click();
  await expect(app.page.getByText(/^Sharing is paused until \d\d:\d\d/).first()).toBeVisible();
  await ui.button('Resume sharing').click();
  await expect(app.page.getByText(/^Sharing is paused/)).toHaveCount(0);
});
