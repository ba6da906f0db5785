import { expect } from '@playwright/test';
import { STATES } from '../../renderer/gallery/states.ts';
import { barriers, open, overflow, picture } from './gallery-page.ts';
import { look } from './look.ts';

const THEMES = ['light', 'dark'] as const;

for (const state of Object.keys(STATES)) {
  look(`${state} is sound, light and dark`, async ({ page }, info) => {
    const complaints = await open(page, state);
    for (const theme of THEMES) {
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, theme);
      await picture(page, info, `${state}-${theme}`);
      // A theme changes colours and nothing else. A popover is outside of the page's landmarks: it stands before them.
      const rules = theme === 'light' ? { except: ['region'] } : { only: ['color-contrast'] };
      expect(await barriers(page, rules)).toEqual([]);
    }
    expect(complaints).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
}
