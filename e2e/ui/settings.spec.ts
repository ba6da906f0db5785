import { expect, type Page } from '@playwright/test';
import { SETTINGS } from '../../shared/settings/settings.ts';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

const last = (page: Page) => page.evaluate(() => window.gallery?.calls.at(-1));

test('every setting is on the screen with its effect', async ({ page }) => {
  await open(page, 'settings');
  for (const { label, effect } of Object.values(SETTINGS)) {
    await expect(page.getByText(label, { exact: true }).first()).toBeVisible();
    await expect(page.getByText(effect, { exact: true })).toBeVisible();
  }
});

test('switches, choices and fields ask for what they say', async ({ page }) => {
  await open(page, 'settings');
  await page.getByRole('switch', { name: 'Notifications' }).press('Space');
  expect(await last(page)).toEqual({
    name: 'settings.set',
    params: { key: 'notifications', value: false },
  });
  await page.getByRole('button', { name: /Share clones with/ }).press('Enter');
  await page.getByRole('option', { name: 'People I trust' }).press('Enter');
  expect(await last(page)).toEqual({
    name: 'settings.set',
    params: { key: 'share-clones', value: 'trusted' },
  });
  const networks = page.getByRole('textbox', { name: 'Networks' });
  await networks.fill('eth0, wlan0');
  await networks.press('Enter');
  expect(await last(page)).toEqual({
    name: 'settings.set',
    params: { key: 'interfaces', value: ['eth0', 'wlan0'] },
  });
});

test('the editor is chosen among those that are here, and one that is gone is still named', async ({
  page,
}) => {
  await open(page, 'settings');
  await page.getByRole('button', { name: /Editor/ }).press('Enter');
  await expect(page.getByRole('listbox', { name: /Editor/ }).getByRole('option')).toHaveText([
    'The first found (VS Code)',
    'VS Code',
    'Zed',
    'Vim in a terminal',
  ]);
  await page.getByRole('option', { name: 'Zed' }).press('Enter');
  expect(await last(page)).toEqual({
    name: 'settings.set',
    params: { key: 'editor', value: 'zed' },
  });
  await open(page, 'settings-set');
  await page.getByRole('button', { name: /Editor/ }).press('Enter');
  await page.getByRole('option', { name: /The first found/ }).press('Enter');
  expect(await last(page)).toMatchObject({ params: { key: 'editor', value: null } });
  await expect(page.getByRole('button', { name: /konsole \(not here\)/ })).toBeVisible();
});

test('a newer Shoal is told of with a link, and put away; a look says that there is none', async ({
  page,
}) => {
  await open(page, 'settings-newer');
  const told = page.getByRole('status').filter({ hasText: 'Shoal 1.4.0 is out' });
  await expect(told.getByRole('link')).toHaveAttribute(
    'href',
    'https://example.org/releases/tag/v1.4.0',
  );
  await told.getByRole('button', { name: 'Not now' }).press('Enter');
  await expect(told).toHaveCount(0);
  await expect(page.getByRole('switch', { name: 'Look for a newer Shoal' })).not.toBeChecked();
  await page.getByRole('button', { name: 'Look now' }).press('Enter');
  await expect(page.getByText('This is the newest.')).toBeVisible();
});

test('what was typed is given up with Esc, and set when the field is left', async ({ page }) => {
  await open(page, 'settings-set');
  const port = page.getByRole('textbox', { name: 'Port' });
  await port.fill('80');
  await port.press('Escape');
  await expect(port).toHaveValue('7654');
  await port.fill('8080');
  await port.press('Tab');
  expect(await last(page)).toEqual({ name: 'settings.set', params: { key: 'port', value: 8080 } });
});

test('why something could not be set stands beside it', async ({ page }) => {
  await open(page, 'settings-refused');
  await page.getByRole('switch', { name: 'Speed up plain git' }).press('Space');
  await expect(page.getByRole('alert')).toContainText('.gitconfig is locked');
});

test('what has no effect here cannot be set, and says why', async ({ page }) => {
  await open(page, 'settings-headless');
  await expect(page.getByRole('switch', { name: 'Start when I log in' })).toBeDisabled();
  await expect(page.getByText(/Let the system start “shoal serve”/)).toBeVisible();
  await expect(
    page.getByText(/the command line that Shoal was started with/).first(),
  ).toBeVisible();
});

test('the settings are reached by the keyboard from anywhere', async ({ page }) => {
  await open(page, 'swarm-mine');
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();
});

test('a project that was found is shared with one press', async ({ page }) => {
  await open(page, 'nearby-nobody');
  await page.getByRole('button', { name: 'Share harbour-map' }).press('Enter');
  expect(await last(page)).toEqual({
    name: 'repositories.add',
    params: { path: '/home/mackerel/code/harbour-map' },
  });
  await open(page, 'nearby-share-refused');
  await page.getByRole('button', { name: 'Share harbour-map' }).press('Enter');
  await expect(page.getByRole('alert')).toContainText('history is cut off');
});
