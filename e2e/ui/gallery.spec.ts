import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { STATES } from '../../renderer/gallery/states.ts';
import { open } from './gallery-page.ts';

const THEMES = ['light', 'dark'] as const;

for (const state of Object.keys(STATES)) {
  for (const theme of THEMES) {
    test(`${state} is sound in ${theme}`, async ({ page }, { outputDir }) => {
      const complaints = await open(page, state, theme);
      await page.screenshot({ path: `${outputDir}/../gallery/${state}-${theme}.png` });

      expect(complaints).toEqual([]);
      expect(await overflow(page)).toBe(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    });
  }
}

/** How far the page is wider than the window, in pixels. */
async function overflow(page: import('@playwright/test').Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}
