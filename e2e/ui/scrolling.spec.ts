import { expect } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

for (const state of ['head-conflict', 'head-1000-lines', 'contents-commits', 'contents-file']) {
  test(`${state}: where its lines are scrolled, nothing around them is`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 560 });
    await open(page, state);
    const around = page.getByRole('main').last();
    await expect(around.getByText(/\S/).first()).toBeVisible();
    const [all, shown] = await around.evaluate(({ scrollHeight, clientHeight }) => [
      scrollHeight,
      clientHeight,
    ]);
    expect(all).toBe(shown);
  });
}
