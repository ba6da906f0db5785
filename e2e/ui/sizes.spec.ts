import { expect, test } from '@playwright/test';
import { open, overflow } from './gallery-page.ts';

const STATES = [
  'nearby-projects',
  'swarm-relations',
  'swarm-outlooks',
  'browse-readme',
  'browse-commits',
  'browse-files',
  'repositories',
  'transfers-many',
  'transfers-resumed',
  'transfers-cancel',
  'transfer-resumed',
  'transfer-paused',
  'limits-set',
  'peer-changed',
];

const SIZES = {
  narrow: { viewport: { width: 900, height: 700 } },
  wide: { viewport: { width: 1920, height: 1080 } },
  // A window of 1280 x 820 at 200 % is laid out like one of half its size.
  doubled: { viewport: { width: 640, height: 410 }, deviceScaleFactor: 2 },
};

for (const [size, options] of Object.entries(SIZES)) {
  test.describe(size, () => {
    test.use(options);
    for (const state of STATES) {
      test(`${state} fits`, async ({ page }, { outputDir }) => {
        await open(page, state);
        await page.screenshot({ path: `${outputDir}/../${state}-${size}.png` });
        expect(await overflow(page)).toBe(0);
      });
    }
  });
}

test('at twice the size, a list opens its detail and Back returns', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 410 });
  await open(page, 'swarm-mine');
  await page.getByRole('option', { name: /tide-tables/ }).click();
  await expect(page.getByRole('heading', { name: 'tide-tables' })).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('option', { name: /tide-tables/ })).toBeVisible();
});

test('twice as large a text makes rows as tall as they need', async ({ page }) => {
  await open(page, 'swarm-mine');
  const row = page.getByRole('row').first();
  const before = (await row.boundingBox())?.height ?? 0;
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  await expect(async () => {
    expect((await row.boundingBox())?.height).toBe(2 * before);
  }).toPass();
  expect(await overflow(page)).toBe(0);
});
