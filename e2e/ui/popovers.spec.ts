import { expect } from '@playwright/test';
import { barriers, open, picture } from './gallery-page.ts';
import { test } from './test.ts';

const POPOVERS = [
  { state: 'swarm-outlooks', button: 'Conflicts in 1 file', role: 'dialog' },
  { state: 'swarm-mine', button: /^This computer/, role: 'dialog' },
  { state: 'browse-readme', button: /Whose copy/, role: 'listbox' },
  { state: 'browse-readme', button: /Branch or tag/, role: 'listbox' },
  { state: 'swarm-copies', button: /Which of your copies/, role: 'listbox' },
] as const;

for (const { state, button, role } of POPOVERS) {
  for (const theme of ['light', 'dark'] as const) {
    test(`${state}: what ${button} opens is sound, ${theme}`, async ({ page }, info) => {
      await open(page, state, { theme });
      await page.getByRole('button', { name: button }).first().click();
      await expect(page.getByRole(role).last()).toBeVisible();
      await picture(page, info, `popover-${state}-${theme}`);
      expect(await barriers(page)).toEqual([]);
    });
  }
}
