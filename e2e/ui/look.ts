import { test as base, type Page } from '@playwright/test';

/**
 * For tests that do no more than look at a picture of the gallery: each takes over the page of the one before it,
 * as to begin with a new one takes the browser longer than the look.
 */
export const look = base.extend<{ page: Page }, { pages: Map<string, Page> }>({
  pages: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what a fixture needs.
    async ({}, use) => {
      const pages = new Map<string, Page>();
      await use(pages);
      for (const page of pages.values()) await page.close();
    },
    { scope: 'worker' },
  ],

  page: async ({ browser, baseURL, viewport, deviceScaleFactor, pages }, use) => {
    const options = { baseURL, viewport, deviceScaleFactor };
    const key = JSON.stringify(options);
    const page = pages.get(key) ?? (await browser.newPage(options));
    pages.set(key, page);
    await use(page);
    for (const event of ['console', 'pageerror'] as const) page.removeAllListeners(event);
  },
});
