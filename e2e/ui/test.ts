import { type BrowserContextOptions, test as base, type Page } from '@playwright/test';

/** When and where the gallery is looked at: ages, days and clocks are the same at every time and in every place. */
const NOW = Date.UTC(2026, 5, 12, 19, 30);
const HERE: BrowserContextOptions = { timezoneId: 'UTC', locale: 'en-GB', colorScheme: 'light' };

/** What tests listen to. Playwright itself listens to more. */
const EVENTS = ['console', 'pageerror', 'request', 'dialog'] as const;

/**
 * A test of the gallery takes over the page of the one before it: to begin with a new one takes the browser longer
 * than most tests. `open` shows all of it anew.
 */
export const test = base.extend<{ page: Page }, { pages: Map<string, Page> }>({
  pages: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what a fixture needs.
    async ({}, use) => {
      const pages = new Map<string, Page>();
      await use(pages);
      for (const page of pages.values()) await page.close();
    },
    { scope: 'worker' },
  ],

  page: async ({ browser, baseURL, viewport, deviceScaleFactor, pages }, use, info) => {
    const key = `${deviceScaleFactor}`;
    let page = pages.get(key);
    if (page === undefined) {
      page = await browser.newPage({ baseURL, viewport, deviceScaleFactor, ...HERE });
      await page.addInitScript(stopDates, NOW);
      pages.set(key, page);
    }
    if (viewport !== null) await page.setViewportSize(viewport);
    await use(page);
    for (const event of EVENTS) page.removeAllListeners(event);
    if (info.status === info.expectedStatus) return;
    // Whatever went wrong is not left to the next one.
    pages.delete(key);
    await page.close();
  },
});

/** It is always this time. Timers go on, which Playwright's own clock would slow down. */
function stopDates(now: number): void {
  globalThis.Date = class extends Date {
    constructor(...args: unknown[]) {
      super(...((args.length === 0 ? [now] : args) as [number]));
    }

    static override now(): number {
      return now;
    }
  } as DateConstructor;
}
