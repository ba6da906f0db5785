import { expect } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

test('plain git is sped up, or not, by a switch that says what it does', async ({ page }) => {
  await open(page, 'this-computer');
  const choice = page.getByRole('switch', { name: /Speed up plain git/ });
  await expect(choice).toBeChecked();
  await expect(page.getByText(/git clone and fetch take from teammates/)).toBeVisible();
  await choice.press('Space');
  await expect(choice).not.toBeChecked();
  const asked = await page.evaluate(() => window.gallery?.calls.at(-1));
  expect(asked).toMatchObject({ name: 'plainGit.set', params: { enabled: false } });
});
