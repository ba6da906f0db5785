import { expect, type Page } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

/** What the next copy puts on the clipboard, as the title of the page. */
async function watchCopies(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.addEventListener('copy', (event) => {
      const selected = document.getSelection()?.toString() ?? '';
      document.title = (event.clipboardData?.getData('text/plain') || selected).trim();
    });
  });
}

test('a branch name is selected with the mouse, and copied', async ({ page }) => {
  await open(page, 'swarm-mine');
  await watchCopies(page);
  const name = page.getByRole('row').locator('code', { hasText: 'herring/live-layer' });
  const box = await name.boundingBox();
  if (box === null) throw new Error('the name is not shown');
  await page.mouse.move(box.x + 1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 4, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  expect(await page.evaluate(() => document.getSelection()?.toString().trim())).toBe(
    'herring/live-layer',
  );
  await page.keyboard.press('Control+c');
  await expect(page).toHaveTitle('herring/live-layer');
});

test('the name of a row is copied with the keyboard alone', async ({ page }) => {
  await open(page, 'swarm-mine');
  await watchCopies(page);
  await page.getByRole('row', { name: /smelt\/main/ }).focus();
  await page.keyboard.press('Control+c');
  await expect(page).toHaveTitle('smelt/main');
  await expect(page.getByText('Copied smelt/main')).toBeVisible();
});

test('every name of a branch can be selected', async ({ page }) => {
  for (const state of ['swarm-mine', 'swarm-tags', 'activity', 'transfers-ended', 'repositories']) {
    await open(page, state);
    const names = await page.locator('[data-region="detail"] code').all();
    expect(names.length, state).toBeGreaterThan(0);
    for (const name of names) {
      const select = await name.evaluate((it) => getComputedStyle(it).userSelect);
      expect(select, `${state}: ${await name.textContent()}`).toBe('text');
    }
  }
});
