import { expect, type Page, test } from '@playwright/test';
import { smelt } from '../../renderer/gallery/fixtures/people.ts';
import { harbourCopy } from '../../renderer/gallery/fixtures/room.ts';
import { open } from './gallery-page.ts';

const calls = (page: Page) => page.evaluate(() => window.gallery?.calls ?? []);
const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
};
const all = { only: [], except: [], fastForward: [] };

test('a teammate is followed everywhere from their page', async ({ page }) => {
  await open(page, 'peer-trusted');
  await press(page, 'Follow Smelt');
  const params = { peer: smelt.id, repository: null, ...all };
  expect(await calls(page)).toEqual([{ name: 'follow.set', params }]);
});

test('and no longer, when it is pressed again', async ({ page }) => {
  await open(page, 'peer-followed');
  await press(page, 'Following Smelt: stop');
  const params = { peer: smelt.id, repository: null };
  expect(await calls(page)).toEqual([{ name: 'follow.remove', params }]);
});

test('in one project, from the people who have it', async ({ page }) => {
  await open(page, 'swarm-mine');
  await page.getByRole('tab', { name: /^People/ }).click();
  await page.getByRole('button', { name: 'Follow Smelt', exact: true }).click();
  const params = { peer: smelt.id, repository: harbourCopy.id, ...all };
  expect(await calls(page)).toEqual([{ name: 'follow.set', params }]);
});

test('what came is undone, and says so', async ({ page }) => {
  await open(page, 'activity');
  await page.getByRole('button', { name: 'Undo: old-map is gone' }).focus();
  await page.keyboard.press('Enter');
  const params = { entry: expect.any(String), ref: 'refs/remotes/herring/old-map' };
  expect(await calls(page)).toEqual([{ name: 'activity.undo', params }]);
  await expect(page.getByText('undone')).toBeVisible();
});
