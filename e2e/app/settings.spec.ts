import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
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
