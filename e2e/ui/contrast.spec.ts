import { expect } from '@playwright/test';
import { blank, faint, inLook } from './colours.ts';
import { open, picture } from './gallery-page.ts';
import { expectAsBefore } from './reference.ts';
import { FORCED, SCREENS } from './screens.ts';
import { test } from './test.ts';

for (const state of SCREENS) {
  test(`${state} can be seen in high contrast`, async ({ page }, info) => {
    await open(page, state, { theme: 'system' });
    await inLook(page, 'forced', async () => {
      await picture(page, info, `${state}-forced`);
      expect(await blank(page)).toEqual([]);
      if (FORCED.includes(state)) await expectAsBefore(page, { state, as: 'forced' });
    });
    await inLook(page, 'more contrast', () => picture(page, info, `${state}-contrast`));
    expect(await faint(page, ['forced and dark', 'more contrast'])).toEqual([]);
  });
}
