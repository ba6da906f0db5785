import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Page, type TestInfo, test } from '@playwright/test';
import type { Theme } from '../../shared/settings/settings.ts';
import type { Language } from '../../shared/texts/language.ts';

/** How it is looked at: in light and English, where nothing is said. */
interface Asked {
  readonly theme?: Theme;
  readonly language?: Language;
}

/**
 * Opens one picture of the gallery. The answer grows with what the browser complains about: errors,
 * and whatever the page's content security policy forbids.
 */
export async function open(
  page: Page,
  state: string,
  { theme = 'light', language = 'en' }: Asked = {},
): Promise<string[]> {
  const complaints = complaintsOf(page);
  // To load the gallery anew takes longer than most looks at it.
  const isOpen = await page.evaluate(() => window.gallery !== undefined);
  if (isOpen) await turn(page, { state, theme, language });
  else await load(page, `/?state=${state}&theme=${theme}&language=${language}`);
  await page.locator(`[data-shown="${state}"]`).waitFor({ state: 'attached' });
  await page.evaluate(() => document.fonts.ready);
  return complaints;
}

async function load(page: Page, url: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(url);
}

async function turn(page: Page, picture: Required<Asked> & { state: string }): Promise<void> {
  // As on a page that was just loaded, the pointer is over nothing, and what has the keyboard shows it.
  await page.mouse.move(0, 0);
  await page.keyboard.press('F9');
  await page.evaluate(({ state, ...asked }) => window.gallery?.show(state, asked), picture);
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

/** How far the page is wider than the window, in pixels. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** Some of axe's rules; all of them if nothing is said. */
interface Rules {
  readonly except?: readonly string[];
  readonly only?: readonly string[];
}

/** What keeps somebody from using the page as it is: each rule of axe's that does not hold, with where. */
export async function barriers(page: Page, { except = [], only }: Rules = {}): Promise<string[]> {
  // Who draws the reference pictures anew judges nothing (scripts/pictures.mjs).
  if (test.info().config.updateSnapshots === 'all') return [];
  // What was done a moment ago may have opened or closed something, which makes all around it inert, or no more so.
  await page.evaluate(() => window.gallery?.settled());
  // Once it is on the page it stays there: to bring it takes longer than to ask it.
  const isThere = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: ';' }) })
    // There are no frames to look into, for which it would open one more page each time.
    .setLegacyMode()
    .options({ resultTypes: ['violations'], preload: false });
  if (only === undefined) axe.disableRules([...except]);
  else axe.withRules([...only]);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Keeps a picture for somebody to look at, in `test-results/`, if SHOAL_PICTURES is set: hundreds take a minute. */
export async function picture(page: Page, info: TestInfo, name: string): Promise<void> {
  if (!process.env.SHOAL_PICTURES) return;
  await page.screenshot({ path: join(info.outputDir, '..', `${name}.png`) });
}
