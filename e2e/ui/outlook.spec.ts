import { expect } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

test('the files of a conflict open and close from the keyboard', async ({ page }) => {
  await open(page, 'swarm-outlooks');
  const row = page.getByRole('row', { name: /one-file/ });
  await expect(row.getByRole('button', { name: 'Conflicts in 1 file' })).toBeVisible();
  await row.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const files = page.getByRole('dialog');
  await expect(files.getByText('README.md')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(files).toBeHidden();
  await expect(row).toBeFocused();
});

test('what is not told by name is counted', async ({ page }) => {
  await open(page, 'swarm-outlooks');
  await page.getByRole('button', { name: 'Conflicts in 1,204 files' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem')).toHaveCount(20);
  await expect(dialog.getByText('and 1,184 others')).toBeVisible();
});
