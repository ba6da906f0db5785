import { expect } from '@playwright/test';
import { STATES } from '../../renderer/gallery/states.ts';
import { barriers, open, overflow } from './gallery-page.ts';
import { look } from './look.ts';

const THEMES = ['light', 'dark'] as const;

for (const state of Object.keys(STATES)) {
  look(`${state} is sound, light and dark`, async ({ page }, { outputDir }) => {
    const complaints = await open(page, state);
    for (const theme of THEMES) {
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, theme);
      await page.screenshot({ path: `${outputDir}/../${state}-${theme}.png` });
      // A popover is outside of the page's landmarks: it stands before them.
      expect(await barriers(page, ['region'])).toEqual([]);
    }
    expect(complaints).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
}
