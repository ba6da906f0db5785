import { expect, type Page } from '@playwright/test';
import { faint } from './colours.ts';
import { tooLarge } from './fits.ts';
import { barriers, open, picture } from './gallery-page.ts';
import { BEHIND, CROWDED, SCREENS } from './screens.ts';
import { test as usual } from './test.ts';

/** A browser in whose settings text was made twice as large: no zoom, all else stays as it is. */
const test = usual.extend({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const args = [...(launchOptions.args ?? []), '--blink-settings=defaultFontSize=32'];
      await use({ ...launchOptions, args });
    },
    { scope: 'worker' },
  ],
});

for (const state of new Set([...SCREENS, ...CROWDED])) {
  test(`${state} fits with twice as large a text, and is sound`, async ({ page }, info) => {
    await open(page, state, { theme: 'system' });
    await picture(page, info, `${state}-large-text`);
    expect(await tooLarge(page)).toEqual([]);
    expect(await barriers(page, { except: ['region'] })).toEqual([]);
    if (BEHIND.includes(state)) expect(await faint(page, ['forced and dark'])).toEqual([]);
  });
}

test('twice as large a text makes all of it as large as it needs', async ({ page }) => {
  await open(page, 'swarm-mine');
  const foot = page.getByRole('button', { name: /^This computer/ });
  await expect(foot).toBeInViewport({ ratio: 1 });
  await page.getByRole('option', { name: /harbour-map/ }).click();
  const large = await heightOfRow(page);
  expect(large).toBeGreaterThan(0);
  await setTextSize(page, '16px');
  try {
    await expect.poll(() => heightOfRow(page)).toBe(large / 2);
  } finally {
    await setTextSize(page, '');
  }
});

async function heightOfRow(page: Page): Promise<number> {
  return (await page.getByRole('row').first().boundingBox())?.height ?? 0;
}

/** Of the page, in place of what the browser has set; empty for that. */
function setTextSize(page: Page, size: string): Promise<void> {
  return page.evaluate((wanted) => {
    document.documentElement.style.fontSize = wanted;
  }, size);
}
