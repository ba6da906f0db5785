import { expect, type Page } from '@playwright/test';
import { herring, smelt } from '../../renderer/gallery/fixtures/people.ts';
import { harbourCopy } from '../../renderer/gallery/fixtures/room.ts';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

const calls = (page: Page) => page.evaluate(() => window.gallery?.calls ?? []);
const press = async (page: Page, name: string) => {
  await page.getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
};

test('a teammate is followed everywhere from their page', async ({ page }) => {
  await open(page, 'peer-trusted');
  await press(page, 'Follow Smelt');
  const params = { peer: smelt.id, repository: null, ...PLAIN_FOLLOW };
  expect(await calls(page)).toEqual([{ name: 'follow.set', params }]);
});

test('what is followed is set in a dialog, and ended there', async ({ page }) => {
  await open(page, 'peer-followed');
  await press(page, 'Following Smelt: change or stop');
  await expect(page.getByRole('dialog', { name: 'Following Smelt' })).toBeVisible();
  await page.getByLabel('Only these').fill('main, feature/*');
  await page.getByRole('switch', { name: /Announce what comes/ }).press('Space');
  await press(page, 'Save');
  const place = { peer: smelt.id, repository: null };
  const rule = { ...PLAIN_FOLLOW, only: ['main', 'feature/*'], isMuted: true };
  expect(await calls(page)).toEqual([{ name: 'follow.set', params: { ...place, ...rule } }]);

  await open(page, 'follow-dialog');
  await press(page, 'Stop following');
  expect(await calls(page)).toEqual([{ name: 'follow.remove', params: place }]);
});

test('a branch of mine moves along only in one project', async ({ page }) => {
  await open(page, 'follow-dialog');
  await expect(page.getByLabel('Your branches that move along')).toHaveCount(0);
  await open(page, 'follow-dialog-here');
  await expect(page.getByLabel('Your branches that move along')).toHaveValue('main');
  await page.getByLabel('Your branches that move along').fill('main, release');
  await press(page, 'Save');
  const params = {
    ...{ peer: smelt.id, repository: harbourCopy.id, only: ['main', 'feature/*'] },
    ...{ except: ['*-wip'], fastForward: ['main', 'release'], isMuted: true },
  };
  expect(await calls(page)).toEqual([{ name: 'follow.set', params }]);
});

test('notifications are muted for everybody at once', async ({ page }) => {
  await open(page, 'this-computer');
  await page.getByRole('switch', { name: /^Notifications/ }).press('Space');
  const asked = (await calls(page)).at(-1);
  expect(asked).toEqual({ name: 'notifications.set', params: { isMuted: true } });
});

test('what came is announced, and shown when asked for', async ({ page }) => {
  await open(page, 'news');
  await expect(page.getByText('main has 3 new commits, fix/tide is new')).toBeVisible();
  await page.getByRole('button', { name: 'See' }).first().press('Enter');
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();
});

test('in one project, from the people who have it', async ({ page }) => {
  await open(page, 'swarm-mine');
  await page.getByRole('tab', { name: /^People/ }).click();
  await page.getByRole('button', { name: 'Follow Smelt', exact: true }).click();
  const params = { peer: smelt.id, repository: harbourCopy.id, ...PLAIN_FOLLOW };
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

test('what was undone can be fetched again, where it came and where its head is', async ({
  page,
}) => {
  await open(page, 'activity');
  await press(page, 'Fetch again: Herring in harbour-map');
  const params = { repository: harbourCopy.id, peers: [herring.id], transfer: expect.any(String) };
  expect(await calls(page)).toEqual([{ name: 'fetch', params }]);

  await open(page, 'swarm-relations');
  const row = page.getByRole('row', { name: 'sprat-2/undone' });
  await expect(row).toContainText('undone');
  await expect(row).not.toContainText('Nothing to fetch');
  await expect(row.getByRole('button', { name: 'Fetch again from Sprat' })).toBeVisible();
});
