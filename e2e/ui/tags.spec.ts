import { expect } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

test('hundreds of tags are one line of the activity, which opens', async ({ page }) => {
  await open(page, 'activity-many');
  const entry = page.getByRole('listitem').filter({ hasText: '304 tags are new' }).first();
  await expect(entry).toContainText('main has 12 new commits');
  await expect(entry.getByText('v303')).toHaveCount(0);
  const opener = entry.getByRole('button', { name: '304 tags are new' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  await expect(entry.getByRole('button', { name: 'Undo: v0 is new' })).toBeVisible();
  await expect(entry.getByRole('button', { name: /^Undo: v/ })).toHaveCount(100);
  for (let n = 0; n < 3; n += 1) await entry.getByRole('button', { name: /^Show more/ }).click();
  await expect(entry.getByRole('button', { name: /^Undo: v/ })).toHaveCount(304);
  await opener.click();
  await expect(entry.getByRole('button', { name: /^Undo: v/ })).toHaveCount(0);
});

test('a whole fetch is undone at once', async ({ page }) => {
  await open(page, 'activity-many');
  const entry = page.getByRole('listitem').filter({ hasText: '304 tags are new' }).first();
  await entry.getByRole('button', { name: /^Undo all/ }).press('Enter');
  const calls = await page.evaluate(() => window.gallery?.calls ?? []);
  expect(calls).toEqual([{ name: 'activity.undo', params: { entry: expect.any(String) } }]);
});

test('a tag that several people have is listed once', async ({ page }) => {
  await open(page, 'swarm-tags');
  await expect(page.getByRole('tab', { name: 'Tags' })).toHaveText('Tags 304');
  const tag = page.getByRole('row', { name: 'v30.3', exact: true });
  await expect(tag).toHaveCount(1);
  await expect(tag).toContainText('also at');
});

test('a tag whose commit is here says so and offers nothing; the others say what is left to do', async ({
  page,
}) => {
  await open(page, 'swarm-every-tag');
  for (const [name, words, button] of [
    ['smelt/v1', 'Already here', null],
    ['smelt/v2', 'Fetched', null],
    ['smelt/v3', 'new', 'Fetch from Smelt'],
    ['smelt/v4', 'undone', 'Fetch again from Smelt'],
  ] as const) {
    const row = page.getByRole('row', { name, exact: true });
    await expect(row).toContainText(words);
    await expect(row).not.toContainText('Nothing to fetch');
    const buttons = row.getByRole('button');
    if (button === null) await expect(buttons).toHaveCount(0);
    else await expect(buttons).toHaveAccessibleName(button);
  }
  await expect(page.getByText('Already here')).toHaveCount(1);
});

test('a fetch is named by the heads that come, and the tags beside them', async ({ page }) => {
  await open(page, 'swarm-tagged');
  await expect(page.getByRole('option', { name: /well-tagged/ })).toContainText('2 new heads');
  await expect(page.getByRole('button', { name: 'Fetch 2 new heads', exact: true })).toBeVisible();
  await expect(page.getByRole('banner').or(page.getByRole('article'))).toContainText(
    '304 tags come along',
  );
});
