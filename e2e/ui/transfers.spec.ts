import { expect, type Page } from '@playwright/test';
import {
  paused,
  receiving,
  resumed,
  transferId,
} from '../../renderer/gallery/fixtures/transfers.ts';
import { open, picture } from './gallery-page.ts';
import { test } from './test.ts';

const calls = (page: Page) => page.evaluate(() => window.gallery?.calls ?? []);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const bar = (page: Page) => page.getByRole('region', { name: 'Transfer of kernel-tools' });
const question = (page: Page) => page.getByRole('alertdialog');
const change = (page: Page, value: typeof paused) =>
  page.evaluate(
    (transfer) => window.gallery?.change([{ set: 'transfers', key: transfer.id, value: transfer }]),
    value,
  );

for (const [state, name, command] of [
  ['transfers-resumed', 'Pause', 'transfers.pause'],
  ['transfers-waiting', 'Pause', 'transfers.pause'],
  ['transfers-paused', 'Resume', 'transfers.resume'],
  ['transfers-failed', 'Try again', 'transfers.retry'],
  ['transfers-paused-early', 'Cancel', 'transfers.cancel'],
  ['transfer-resumed', 'Pause this transfer', 'transfers.pause'],
  ['transfer-paused', 'Resume', 'transfers.resume'],
  ['transfer-cancelled', 'Try again', 'transfers.retry'],
] as const) {
  test(`${state}: ${name}, with the keyboard`, async ({ page }) => {
    await open(page, state);
    await button(page, name).focus();
    await page.keyboard.press('Enter');
    expect(await calls(page)).toEqual([
      { name: command, params: { transfer: expect.any(String) } },
    ]);
  });
}

test('what a fetch did otherwise is told by its weight, in the bar only a little of it', async ({
  page,
}) => {
  await open(page, 'transfers-remarks');
  const detail = page.getByRole('article');
  await expect(detail.getByRole('alert')).toHaveText([
    /^Herring left before everything was here/,
    /could not be kept/,
  ]);
  await expect(detail.getByRole('status')).toHaveText([
    /^Sprat shares 2,003/,
    /several copies/,
    /are kept under “smelt-2”/,
  ]);
  await open(page, 'transfer-remarks');
  const ended = page.getByRole('region', { name: 'Transfer of harbour-map' });
  await expect(ended).toContainText('Herring left before everything was here');
  await expect(ended).not.toContainText('2,003');
  await ended.getByRole('button', { name: '2 more' }).press('Enter');
  await expect(detail.getByText(/several copies/)).toBeVisible();
});

test('what is in use or moves in cannot be halted or thrown away', async ({ page }) => {
  for (const state of ['transfers-verifying', 'transfer-verifying', 'transfer-finishing']) {
    await open(page, state);
    await expect(page.getByRole('button', { name: /Pause|Cancel|Resume/ })).toHaveCount(0);
  }
});

test('much that is here is thrown away only after a question, and Esc keeps it', async ({
  page,
}) => {
  await open(page, 'transfers-resumed');
  await button(page, 'Cancel').click();
  await expect(question(page)).toContainText('The 744 MB that are here will be thrown away.');
  await expect(button(page, 'Go on')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question(page)).toHaveCount(0);
  expect(await calls(page)).toEqual([]);

  await button(page, 'Cancel').click();
  await button(page, 'Pause instead').click();
  await button(page, 'Cancel').click();
  await button(page, 'Cancel and throw away').click();
  await expect(question(page)).toHaveCount(0);
  expect((await calls(page)).map(({ name }) => name)).toEqual([
    'transfers.pause',
    'transfers.cancel',
  ]);
});

test('the question goes when there is nothing left to cancel', async ({ page }) => {
  await open(page, 'transfers-cancel');
  await expect(question(page)).toBeVisible();
  await change(page, { ...receiving, phase: { state: 'finishing' } });
  await expect(question(page)).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
});

test('a peer that was dropped is named, with the reason', async ({ page }) => {
  await open(page, 'transfers-resumed');
  const sprat = page.getByRole('article').getByRole('listitem').filter({ hasText: 'Sprat' });
  await expect(sprat).toContainText('dropped');
  await expect(sprat).toContainText('Sprat sent a block that is not what it should be.');
  await open(page, 'transfer-resumed');
  await expect(bar(page)).toContainText('Sprat dropped');
});

test('the bar of what rests can be put away, and comes back when it moves', async ({ page }) => {
  await open(page, 'transfer-paused');
  await button(page, 'Put away').click();
  await expect(bar(page)).toHaveCount(0);
  await change(page, resumed);
  await expect(bar(page)).toContainText('62 %');
  await expect(button(page, 'Put away')).toHaveCount(0);
  await change(page, paused);
  await expect(bar(page)).toContainText('Paused at 62 %');
});

test('what moves takes the bar from what rests', async ({ page }) => {
  await open(page, 'transfer-paused');
  await change(page, { ...resumed, id: transferId(60), name: 'tide-tables' });
  const other = page.getByRole('region', { name: 'Transfer of tide-tables' });
  await expect(other).toContainText('62 %');
});

test('limits are reached from the sidebar and from the transfers', async ({ page }) => {
  await open(page, 'swarm-mine');
  await page.getByRole('button', { name: /^This computer/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Speed limits/ }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Speed limits' });
  await expect(dialog.getByLabel('From everyone together')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await open(page, 'transfers-many');
  await page.getByRole('button', { name: /^Speed limits/ }).click();
  await expect(dialog).toBeVisible();
});

test('a limit that is no speed is pointed out, and nothing is set', async ({ page }, info) => {
  await open(page, 'limits');
  await page.getByLabel('From everyone together').fill('20');
  await page.getByLabel('To each teammate').fill('fast');
  await page.keyboard.press('Enter');
  const wrong = page.getByLabel('To each teammate');
  await expect(wrong).toBeFocused();
  await expect(wrong).toHaveAccessibleDescription('Type a number, as in 5 or 0.5.');
  await picture(page, info, 'limits-invalid-light');
  expect(await calls(page)).toEqual([]);

  await wrong.fill('0,5');
  await page.keyboard.press('Enter');
  expect(await calls(page)).toEqual([
    {
      name: 'limits.set',
      params: { download: 20e6, downloadPerPeer: null, upload: null, uploadPerPeer: 500e3 },
    },
  ]);
});

test('all limits are removed at once', async ({ page }) => {
  await open(page, 'limits-set');
  await button(page, 'Remove all limits').click();
  expect(await calls(page)).toEqual([
    {
      name: 'limits.set',
      params: { download: null, downloadPerPeer: null, upload: null, uploadPerPeer: null },
    },
  ]);
});
