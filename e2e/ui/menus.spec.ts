import { expect, type Page } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

const calls = (page: Page) => page.evaluate(() => window.gallery?.calls ?? []);
const menu = (page: Page) => page.getByRole('menu');

/** What is copied becomes the page's title. */
async function watchCopies(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.addEventListener('copy', (event) => {
      document.title = event.clipboardData?.getData('text/plain') ?? '';
    });
  });
}

test('a head’s row has a menu: by the pointer, and by the key for it', async ({ page }) => {
  await open(page, 'swarm-mine');
  await watchCopies(page);
  const row = page.getByRole('row', { name: /herring\/live-layer/ });
  await row.click({ button: 'right' });
  await menu(page).getByRole('menuitem', { name: 'Copy the name' }).click();
  await expect(page).toHaveTitle('herring/live-layer');
  await expect(menu(page)).toHaveCount(0);

  await row.focus();
  await page.keyboard.press('ContextMenu');
  await expect(menu(page).getByRole('menuitem').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu(page)).toHaveCount(0);
  await expect(row).toBeFocused();
  await page.keyboard.press('ContextMenu');
  await menu(page).getByRole('menuitem', { name: 'Fetch from Herring' }).press('Enter');
  expect((await calls(page)).at(-1)).toMatchObject({ name: 'fetch' });
});

test('projects, people, repositories, commits and files have theirs', async ({ page }) => {
  const offers = async (state: string, name: RegExp, entries: readonly string[]) => {
    await open(page, state);
    await page.getByRole('option', { name }).first().click({ button: 'right' });
    for (const entry of entries) {
      await expect(menu(page).getByRole('menuitem', { name: entry })).toBeVisible();
    }
  };
  await offers('swarm-mine', /harbour-map/, [
    'Fetch what is new',
    'Copy the path',
    'Copy the name',
  ]);
  await offers('swarm-mine', /kernel-tools/, ['Clone…', 'Copy the project’s id']);
  await offers('swarm-mine', /Anchovy/, ['About Anchovy', 'Copy the six words']);
  await offers('repositories', /harbour-map/, ['Copy the path']);
  await offers('head-clean', /Parse AIS messages/, ['Copy the commit’s id', 'Copy “git show']);
  await offers('head-clean', /layers\.ts/, ['Copy the path', 'Copy “git diff']);
});

test('a path that a terminal would take for more is not made a command', async ({ page }) => {
  await open(page, 'head-hostile');
  await page.getByRole('option', { name: /gnp/ }).click({ button: 'right' });
  await expect(menu(page).getByRole('menuitem')).toHaveText(['Copy the path']);
});

test('a project opens in the usual editor, which is the one that was chosen last', async ({
  page,
}) => {
  await open(page, 'head-clean');
  const asked = async () => (await calls(page)).filter(({ name }) => name === 'host.openWith');
  const path = '/home/mackerel/code/harbour-map';
  await page.getByRole('button', { name: 'Open in VS Code' }).click();
  expect(await asked()).toMatchObject([{ params: { path, opener: 'vscode' } }]);
  await page.getByRole('button', { name: 'More ways to open it' }).click();
  await menu(page).getByRole('menuitem', { name: 'Open in Zed' }).click();
  expect((await asked()).at(-1)).toMatchObject({ params: { path, opener: 'zed' } });
  const isSet = async () => (await calls(page)).filter(({ name }) => name === 'settings.set');
  expect(await isSet()).toMatchObject([{ params: { key: 'editor', value: 'zed' } }]);
  await page.evaluate(() => {
    const { settings } = window.gallery?.state() ?? {};
    if (settings === undefined) throw new Error('the page is not a picture of the gallery');
    const values = { ...settings.values, editor: 'zed' };
    window.gallery?.change([{ set: 'settings', value: { ...settings, values } }]);
  });
  await expect(page.getByRole('button', { name: 'Open in Zed' })).toBeVisible();

  // A terminal beside it is no editor of choice, and the only one is the usual one already.
  await page.getByRole('button', { name: 'More ways to open it' }).click();
  await menu(page).getByRole('menuitem', { name: 'Open in GNOME Terminal' }).click();
  await expect(page.getByRole('button', { name: 'Open in Zed' })).toBeVisible();
  expect(await isSet()).toHaveLength(1);
});
