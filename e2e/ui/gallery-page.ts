import type { Page } from '@playwright/test';

/**
 * Opens one picture of the gallery. The answer grows with what the browser complains about: errors,
 * and whatever the page's content security policy forbids.
 */
export async function open(page: Page, state: string, theme = 'light'): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`/?state=${state}&theme=${theme}`);
  await page.locator('[data-region="detail"]').first().waitFor({ state: 'attached' });
  await page.evaluate(() => document.fonts.ready);
  return complaints;
}

/** How far the page is wider than the window, in pixels. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}
