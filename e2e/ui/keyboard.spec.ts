import { expect, type Page } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

const title = (page: Page) => page.locator('[data-region="detail"] h1');
const chosen = (page: Page) => page.getByRole('option', { selected: true });
const calls = (page: Page) => page.evaluate(() => window.gallery?.calls ?? []);

test('arrows choose, Enter goes to the detail, Esc comes back', async ({ page }) => {
  await open(page, 'swarm-mine');
  await chosen(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(title(page)).toHaveText('tide-tables');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(title(page)).toHaveText('dotfiles');

  await page.keyboard.press('Enter');
  await expect(page.locator('[data-region="detail"]')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(chosen(page)).toBeFocused();
  await expect(chosen(page)).toContainText('dotfiles');
});

for (const key of ['/', 'Control+k']) {
  test(`${key} searches from any screen, Esc leaves`, async ({ page }) => {
    await open(page, 'repositories');
    await page.keyboard.press(key);
    const search = page.getByRole('searchbox', { name: 'Search projects and people' });
    await expect(search).toBeFocused();
    await page.keyboard.type('lantern');
    await expect(page.getByRole('option', { name: /lantern-fw/ })).toBeVisible();
    await expect(page.getByRole('option', { name: /harbour-map/ })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(search).toHaveValue('');
    await expect(page.getByRole('option', { name: /harbour-map/ })).toBeVisible();
  });
}

test('from the search, an arrow goes to what was found', async ({ page }) => {
  await open(page, 'nearby-search');
  await page.keyboard.press('/');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: /tide-tables/ })).toBeFocused();
});

test('F fetches what is new in the chosen project', async ({ page }) => {
  await open(page, 'swarm-mine');
  await chosen(page).focus();
  await page.keyboard.press('f');
  expect(await calls(page)).toMatchObject([{ name: 'fetch' }]);
});

test('an f that is typed fetches nothing', async ({ page }) => {
  await open(page, 'swarm-mine');
  await page.keyboard.press('/');
  await page.keyboard.type('ferry from afar');
  expect(await calls(page)).toEqual([]);
});

test('heads are a grid: down to a row, right to its button', async ({ page }) => {
  await open(page, 'swarm-mine');
  await page.getByRole('row').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect(await calls(page)).toMatchObject([
    { name: 'fetch', params: { peers: [expect.any(String)] } },
  ]);
});

test('passing by the room with Tab chooses nobody', async ({ page }) => {
  await open(page, 'swarm-mine');
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button').last().focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('option', { name: /Anchovy/ }).first()).toBeFocused();
  await expect(title(page)).toHaveText('harbour-map');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(title(page)).toHaveText('Herring');
});

test('Esc leaves a dialog, also while it is at work', async ({ page }) => {
  await open(page, 'connect');
  await page.keyboard.type('192.168.1.20:7654');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Connecting…' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('every control is reached with Tab alone, and shows that it has the keyboard', async ({
  page,
}) => {
  await open(page, 'swarm-mine');
  const reached = new Set<string>();
  for (let i = 0; i < 20; i += 1) {
    await page.keyboard.press('Tab');
    reached.add(
      await page.evaluate(() => {
        const at = document.activeElement;
        return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
      }),
    );
  }
  const names = [...reached].join('\n');
  for (const name of [
    'Nearby',
    'My repositories',
    'Transfers',
    'Activity',
    'Anchovy',
    'Someone missing?',
  ]) {
    expect(names).toContain(name);
  }
  expect(names).toContain('This computer');
  expect(names).toContain('Search projects');
  expect(names).toContain('Fetch 3 new heads');
});
