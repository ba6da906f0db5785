import { expect } from '@playwright/test';
import { barriers, open, picture } from './gallery-page.ts';
import { expectAsBefore } from './reference.ts';
import { FORCED, SCREENS } from './screens.ts';
import { test } from './test.ts';

const USUAL = { forcedColors: 'none', contrast: 'no-preference', colorScheme: 'light' } as const;

for (const state of SCREENS) {
  test(`${state} can be seen in high contrast`, async ({ page }, info) => {
    try {
      await open(page, state, { theme: 'system' });
      // As Windows' contrast themes have it.
      await page.emulateMedia({ ...USUAL, forcedColors: 'active' });
      if (FORCED.includes(state)) await expectAsBefore(page, { state, as: 'forced' });
      await page.emulateMedia({ ...USUAL, forcedColors: 'active', colorScheme: 'dark' });
      await picture(page, info, `${state}-forced`);
      expect(await barriers(page, { only: ['color-contrast'] })).toEqual([]);
      // As macOS and the desktops of Linux have it.
      await page.emulateMedia({ ...USUAL, contrast: 'more' });
      await picture(page, info, `${state}-contrast`);
      expect(await barriers(page, { only: ['color-contrast'] })).toEqual([]);
    } finally {
      await page.emulateMedia(USUAL);
    }
  });
}
