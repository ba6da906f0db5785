import { expect } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

test('the switch opens what is ticked for as long as is chosen, and ends it', async ({ page }) => {
  await open(page, 'room-off');
  const asked = () => page.evaluate(() => window.gallery?.calls.at(-1));
  const mine = page.getByRole('region', { name: 'My part of the room' });
  const turn = mine.getByRole('switch', { name: /Open my projects/ });
  await expect(turn).not.toBeChecked();
  await mine.getByRole('checkbox', { name: 'chart-bot' }).press('Space');
  await mine.getByRole('checkbox', { name: /Guests/ }).press('Space');
  await turn.press('Space');
  await expect.poll(async () => (await asked())?.name).toBe('room.on');
  const params = (await asked())?.params as { until: number; repositories: string[] };
  expect(params).toMatchObject({ guests: true });
  expect(params.repositories).toHaveLength(1);
  expect(new Date(params.until).getHours()).toBe(0);

  await open(page, 'room-on');
  await expect(turn).toBeChecked();
  await expect(mine).toContainText('2 projects open until midnight, then shared as before.');
  await turn.press('Space');
  await expect.poll(async () => (await asked())?.name).toBe('room.off');
});

test('the page tells who hacks on what, and leads to the project', async ({ page }) => {
  await open(page, 'room-on');
  const projects = page.getByRole('region', { name: 'Who hacks on what' });
  const row = projects.getByRole('listitem').filter({ hasText: 'tide-lamp' }).first();
  await expect(row).toContainText('Anchovy');
  await expect(page.getByRole('img', { name: /^commits of the last 12 hours/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Latest commits' })).toContainText('in tide-lamp');
  await expect(page.getByText('git clone http://192.168.1.5:41733/tide-lamp.git')).toBeVisible();
  await projects.getByRole('button', { name: 'menu-ocr' }).press('Enter');
  await expect(page.getByRole('article', { name: 'menu-ocr' })).toBeVisible();
});

test('each of the latest commits leads to its head, and from there back to its row', async ({
  page,
}) => {
  await open(page, 'room-on');
  const latest = page.getByRole('region', { name: 'Latest commits' });
  const row = latest.getByRole('button').first();
  await row.press('Enter');
  const head = page.locator('[data-region="head"]');
  await expect(head).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(head).toHaveCount(0);
  await expect(row).toBeFocused();
  const count = await latest.getByRole('button').count();
  expect(count).toBe(await latest.getByRole('listitem').count());
});

test('the projector fills the window in letters to be read from ten metres, and Esc leaves', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await open(page, 'room-forty');
  await page.getByRole('button', { name: 'Show on a projector' }).press('Enter');
  const projector = page.getByRole('dialog', { name: 'In this room' });
  await expect(projector).toBeVisible();
  const box = await projector.boundingBox();
  expect([box?.width, box?.height]).toEqual([1920, 1080]);
  // On a picture two metres wide, these are letters of some 25 mm.
  const smallest = await projector.evaluate((root) => {
    const texts = [...root.querySelectorAll('*')].filter((it) =>
      [...it.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
    );
    return Math.min(...texts.map((it) => Number.parseFloat(getComputedStyle(it).fontSize)));
  });
  expect(smallest).toBeGreaterThanOrEqual(28);
  await page.keyboard.press('Escape');
  await expect(projector).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Show on a projector' })).toBeFocused();
});

test('a project that is open in the room says what becomes of it', async ({ page }) => {
  await open(page, 'repositories-in-room');
  await expect(
    page.getByRole('status').filter({ hasText: 'Afterwards: people I trust' }),
  ).toBeVisible();
  await expect(page.getByRole('radio', { name: /People I trust/ })).toBeChecked();
});
