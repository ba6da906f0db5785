import { expect, type Page } from '@playwright/test';
import { settings } from '../../renderer/gallery/states/settings.ts';
import { overNeighbours, scrollsForNothing } from './fits.ts';
import { barriers, open, overflow, picture } from './gallery-page.ts';
import { CROWDED, SCREENS } from './screens.ts';
import { test } from './test.ts';

/** Every screen, and what is longest on some. */
const STATES: readonly string[] = [
  ...new Set([...SCREENS, ...CROWDED, 'nearby-nobody', 'push-contributor', 'push-no-role']),
];

test.describe('in German', () => {
  test.use({ viewport: { width: 900, height: 700 } });
  for (const state of STATES) {
    test(`${state} fits, and nothing is cut off that is whole in English`, async ({
      page,
    }, info) => {
      await open(page, state);
      const english = await cutTexts(page);
      await open(page, state, { language: 'de' });
      await picture(page, info, `${state}-german`);
      await expect(page.locator('html')).toHaveAttribute('lang', 'de');
      expect(await overflow(page)).toBe(0);
      expect(await overNeighbours(page)).toEqual([]);
      expect(await scrollsForNothing(page)).toEqual([]);
      const cut = await cutTexts(page);
      const known = new Set(english.map(({ place }) => place));
      expect(cut.filter(({ place }) => !known.has(place)).map(({ text }) => text)).toEqual([]);
    });
  }
});

interface CutText {
  /** Where it stands: the same in every language. */
  readonly place: string;
  readonly text: string;
}

/** Texts of which not all can be seen where they stand. */
function cutTexts(page: Page): Promise<readonly CutText[]> {
  return page.evaluate(() => {
    const placeOf = (element: Element): string => {
      const parent = element.parentElement;
      if (parent === null) return '';
      return `${placeOf(parent)}/${[...parent.children].indexOf(element)}`;
    };
    const hasText = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
    return [...document.querySelectorAll('body *')]
      .filter((it) => hasText(it) && !it.classList.contains('sr-only'))
      .filter((it) => getComputedStyle(it).overflowX !== 'visible')
      .filter((it) => it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1)
      .map((it) => ({ place: placeOf(it), text: it.textContent ?? '' }));
  });
}

test('another language is chosen in the settings, and holds at once', async ({ page }) => {
  await open(page, 'settings');
  // Until then the keyboard is sent nowhere.
  await expect(page.getByRole('button', { name: /Language/ })).not.toBeFocused();
  await page.getByRole('button', { name: /Language/ }).press('Enter');
  await page.getByRole('option', { name: 'Deutsch' }).press('Enter');
  const asked = await page.evaluate(() => window.gallery?.calls.at(-1));
  expect(asked).toEqual({ name: 'settings.set', params: { key: 'language', value: 'de' } });

  const { state } = settings.settings ?? {};
  if (state === undefined) throw new Error('no such picture');
  const value = {
    ...state.settings,
    values: { ...state.settings.values, language: 'de' as const },
  };
  await page.evaluate((told) => window.gallery?.change([{ set: 'settings', value: told }]), value);
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Übertragungen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('button', { name: /Sprache/ })).toBeFocused();
  expect(await barriers(page)).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem('shoal.language'))).toBe('de');
});

test('German counts, and writes figures and times, as German does', async ({ page }) => {
  await open(page, 'transfers-many', { language: 'de' });
  await expect(page.getByText(/\d,\d [kMG]B/).first()).toBeVisible();
  await open(page, 'swarm-mine', { language: 'de' });
  await expect(page.getByText(/^\d+ Projekte, \d+ Leute$/)).toBeVisible();
  await expect(page.getByText(/^vor \d+ (min|h)$/).first()).toBeVisible();
});
