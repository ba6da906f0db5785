import { join } from 'node:path';
import { type Page, type TestInfo, test } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';
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
  if (isOpen) {
    await turn(page, { state, theme, language });
    return complaints;
  }
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`/?state=${state}&theme=${theme}&language=${language}`);
  await page.locator(`[data-shown="${state}"]`).waitFor({ state: 'attached' });
  await page.evaluate(() => document.fonts.ready);
  return complaints;
}

async function turn(page: Page, picture: Required<Asked> & { state: string }): Promise<void> {
  // As on a page that was just loaded, the pointer is over nothing, and what has the keyboard shows it.
  await page.mouse.move(0, 0);
  await page.keyboard.press('F9');
  await page.evaluate(async ({ state, ...asked }) => {
    await window.gallery?.show(state, asked);
    await document.fonts.ready;
  }, picture);
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

/** What must be seen before anything else, and stands somewhere on the page a second time: once is enough. */
export async function repeated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isSeen = (element: HTMLElement) => element.checkVisibility() && element.innerText !== '';
    const told = [...document.querySelectorAll<HTMLElement>('[role="alert"], [role="status"]')]
      .flatMap((each) => [...each.querySelectorAll<HTMLElement>('p, span')])
      // The sentence itself, and not what it is made of.
      .filter((each) => isSeen(each) && each.parentElement?.closest('p, span') === null);
    const others = [...document.querySelectorAll<HTMLElement>('p')].filter(isSeen);
    const texts = [...new Set([...told, ...others])].map(({ innerText }) => innerText.trim());
    const sentences = told
      .map(({ innerText }) => innerText.trim())
      .filter((text) => text.includes(' '));
    return sentences.filter((text) => texts.filter((each) => each === text).length > 1);
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
  const rules: RunOptions =
    only === undefined
      ? { rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])) }
      : { runOnly: { type: 'rule', values: [...only] } };
  const found = await judged(page, rules);
  if (found !== null) return found;
  // Once it is on the page it stays there: to bring it takes longer than to ask it.
  await page.evaluate(axe.source);
  return (await judged(page, rules)) ?? ['axe is not there'];
}

/** In one call, of which the answer is no more than what does not hold. @returns null where axe is not on the page */
function judged(page: Page, rules: RunOptions): Promise<string[] | null> {
  return page.evaluate(
    async (options) => {
      const { axe: judge } = window as { readonly axe?: typeof axe };
      if (judge === undefined) return null;
      // What was done a moment ago may have opened or closed something, which makes all around it inert, or no more so.
      await window.gallery?.settled();
      const { violations } = await judge.run(document, options);
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    },
    { ...rules, reporter: 'no-passes', preload: false, iframes: false } satisfies RunOptions,
  );
}

/** Keeps a picture for somebody to look at, in `test-results/`, if SHOAL_PICTURES is set: hundreds take a minute. */
export async function picture(page: Page, info: TestInfo, name: string): Promise<void> {
  if (!process.env.SHOAL_PICTURES) return;
  await page.screenshot({ path: join(info.outputDir, '..', `${name}.png`) });
}
