import { expect } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

test('a project that conflicts is not up to date, in its row, its header or anywhere', async ({
  page,
}) => {
  await open(page, 'swarm-outlooks');
  await expect(page.getByRole('option', { name: /every-outlook/ })).toContainText('2 conflicts');
  await expect(page.getByRole('article')).toContainText('2 conflicts · Nothing to fetch');
  await expect(page.getByText(/up to date/i)).toHaveCount(0);
});

test('a project that is up to date says so in the same words everywhere', async ({ page }) => {
  await open(page, 'swarm-up-to-date');
  await expect(page.getByRole('option', { name: /dotfiles/ })).toContainText('up to date');
  await expect(page.getByRole('article')).toContainText('Up to date · Nothing to fetch');
});

test('of two copies of one teammate, what is offered is what a fetch brings', async ({ page }) => {
  await open(page, 'swarm-several-copies');
  await expect(page.getByRole('option', { name: /several-copies/ })).toContainText('2 new heads');
  await expect(page.getByRole('button', { name: 'Fetch 2 new heads', exact: true })).toBeVisible();
  const other = page.getByRole('row').filter({ hasText: 'Look at the coast again' });
  await expect(other).toContainText('in charts-review');
  await expect(other).toContainText('Not fetched');
  await expect(other.getByRole('button')).toHaveCount(0);
  await page.getByRole('tab', { name: 'People 1' }).click();
  await expect(page.getByRole('row')).toHaveText([/3 heads in 2 copies, 2 new heads/]);
});

test('patterns of what is shared tell how many heads they choose', async ({ page }) => {
  for (const [state, words] of [
    ['repositories', 'All of 4 heads and 12 tags match.'],
    ['repositories-chosen-people', '3 of 4 heads and none of 12 tags match.'],
    ['repositories-nothing-matches', 'None of 4 heads and 12 tags matches.'],
  ] as const) {
    await open(page, state);
    await expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();
  }
  await page.getByRole('textbox', { name: 'Only these' }).fill('main');
  const asked = () => page.evaluate(() => window.gallery?.calls.at(-1));
  await expect
    .poll(asked)
    .toMatchObject({ name: 'repositories.countHeads', params: { only: ['main'], except: [] } });
});

test('what cannot succeed by the same again is not offered again', async ({ page }) => {
  for (const state of ['transfer-final', 'transfers-final']) {
    await open(page, state);
    await expect(page.getByText('Choose another folder.', { exact: false }).first()).toBeVisible();
    await expect(page.getByRole('button', { name: /again|Retry/ })).toHaveCount(0);
    await page.getByRole('button', { name: 'Choose another folder…' }).first().press('Enter');
    await expect(page.getByRole('dialog', { name: 'Clone kernel-tools' })).toBeVisible();
  }
});

test('a folder that cannot be used is said where another one is typed', async ({ page }) => {
  await open(page, 'clone-share-back');
  await expect(page.getByRole('checkbox', { name: 'Share it back' })).toBeChecked();
  await page.getByRole('button', { name: 'Clone', exact: true }).press('Enter');
  const folder = page.getByRole('textbox', { name: 'Into this folder' });
  await expect(folder).toHaveAccessibleDescription(/is not empty\. Choose another folder\.$/);
  await folder.fill('/home/mackerel/elsewhere');
  await expect(folder).not.toHaveAccessibleDescription(/is not empty/);
});

test('who shares a project with some only is to be asked before everyone sees it', async ({
  page,
}) => {
  await open(page, 'clone-share-back');
  await expect(page.getByText(/shared with some people only/)).toHaveCount(0);
  await open(page, 'clone-not-open');
  await expect(page.getByText(/shared with some people only/)).toBeVisible();
  await page.getByRole('checkbox', { name: 'Share it back' }).press('Space');
  await expect(page.getByText(/shared with some people only/)).toHaveCount(0);
});
