import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';

/**
 * Opens one picture of the gallery. The answer grows with what the browser complains about: errors,
 * and whatever the page's content security policy forbids.
 */
export async function open(
  page: Page,
  state: string,
  theme = 'light',
  language = 'en',
): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`/?state=${state}&theme=${theme}&language=${language}`);
  await page.locator('[data-region="detail"]').first().waitFor({ state: 'attached' });
  await page.evaluate(() => document.fonts.ready);
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
  // There are no frames to look into, for which it would open one more page each time.
  const axe = new AxeBuilder({ page }).setLegacyMode();
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
