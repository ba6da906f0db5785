import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { LONG, partOf } from './reference-part.ts';
import { WHOLE } from './screens.ts';

/** The pictures that the window is compared to, and what drew them. */
export const REFERENCES = join(import.meta.dirname, 'reference');

interface Drawn {
  readonly platform: string;
  /** Of Chromium, as in `156.0.8078.108`. */
  readonly version: string;
}

/** Written by scripts/pictures.mjs. */
const drawn = JSON.parse(readFileSync(join(REFERENCES, 'drawn-by.json'), 'utf8')) as Drawn;

/** The window, in pixels. */
const USUAL = { width: 1280, height: 820 };

/** The same browser draws the same points. Another one draws letters otherwise, but nothing elsewhere. */
const SAME = { threshold: 0.02, maxDiffPixels: 4 };
const OTHER = { threshold: 0.2, maxDiffPixelRatio: 0.02 };

interface Look {
  readonly state: string;
  /** Where a state is seen in more ways than light: how. */
  readonly as?: string;
  /** How long it may take until it looks as before, in milliseconds. */
  readonly timeout?: number;
}

/** Where there is code in a language that has colours. */
const COLOURED =
  /^(head-(clean|fetched|offered(-latest)?$|conflict|new|force|gone|undone|1000-|cut|many|hostile|merge|check)|contents-(commits|file$)|menu-(commit|file))/;

/** Ends when all of it is on the page: more of a long file comes after its beginning, and colours from a worker. */
async function wholly(page: Page, state: string): Promise<void> {
  if (state === 'scan-no-camera') await page.getByText(/^No camera was found/).waitFor();
  if (!COLOURED.test(state)) return;
  const coloured = page.locator('[data-diff] code > span[class]:not([class*="rest"])').first();
  await coloured.waitFor();
  await expect(page.getByText('The rest is on its way')).toHaveCount(0);
  // With the rest, all of it is coloured anew.
  await coloured.waitFor();
}

/** Fails unless the page looks as its picture does. */
export async function expectAsBefore(page: Page, { state, as, timeout }: Look): Promise<void> {
  const name = pictureName(state, as);
  const version = page.context().browser()?.version() ?? 'an unknown version';
  const isSame = drawn.platform === process.platform && major(drawn.version) === major(version);
  const other = isSame ? '' : ` It was drawn by Chromium ${drawn.version} on ${drawn.platform}.`;
  await wholly(page, state);
  if (LONG.test(state) && as === undefined) await makeRoom(page);
  const { target, clip } = await partOf(page, state, as === undefined && WHOLE.includes(state));
  const options = {
    ...(isSame ? SAME : OTHER),
    ...({ animations: 'disabled', caret: 'hide', timeout } as const),
  };
  const why = `${name} looks as before (Chromium ${version}).${other} If it is to look otherwise: npm run pictures`;
  try {
    if ('goto' in target) await expect(target, why).toHaveScreenshot(name, { ...options, clip });
    else await expect(target, why).toHaveScreenshot(name, options);
  } finally {
    await page.setViewportSize(USUAL);
  }
}

/** Makes the window so high that nothing of the page is to be scrolled to. */
async function makeRoom(page: Page): Promise<void> {
  const hidden = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('main, main *')].map(({ scrollHeight, clientHeight }) =>
        clientHeight > 0 ? scrollHeight - clientHeight : 0,
      ),
    ),
  );
  await page.setViewportSize({ ...USUAL, height: USUAL.height + hidden });
}

/** The file of a picture. */
export function pictureName(state: string, as?: string): string {
  return `${as === undefined ? state : `${state}-${as}`}.webp`;
}

function major(version: string): string | undefined {
  return version.split('.')[0];
}
