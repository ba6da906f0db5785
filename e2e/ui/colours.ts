import type { Page } from '@playwright/test';
import { barriers } from './gallery-page.ts';

type Media = Parameters<Page['emulateMedia']>[0];

const USUAL = { forcedColors: 'none', contrast: 'no-preference', colorScheme: 'light' } as const;

/** What a system may ask of a page's colours, where the picture's theme is the system's. */
const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  /** As Windows' contrast themes have it. */
  forced: { forcedColors: 'active' },
  'forced and dark': { forcedColors: 'active', colorScheme: 'dark' },
  /** As macOS and the desktops of Linux have it. */
  'more contrast': { contrast: 'more' },
} as const satisfies Readonly<Record<string, Media>>;

type Look = keyof typeof LOOKS;

/** Does something while the system asks for these colours. */
export async function inLook<T>(page: Page, look: Look, run: () => Promise<T>): Promise<T> {
  await page.emulateMedia({ ...USUAL, ...LOOKS[look] });
  try {
    return await run();
  } finally {
    await page.emulateMedia(USUAL);
  }
}

/** What can hardly be told from what it stands on, look by look. */
export async function faint(page: Page, looks: readonly Look[]): Promise<string[]> {
  const found: string[] = [];
  try {
    for (const look of looks) {
      await page.emulateMedia({ ...USUAL, ...LOOKS[look] });
      const here = await barriers(page, { only: ['color-contrast'] });
      found.push(...here.map((barrier) => `${look}: ${barrier}`));
    }
    return found;
  } finally {
    await page.emulateMedia(USUAL);
  }
}

/** What is chosen or pressed, and in the colour of what it stands on: axe passes over what has no background of its own. */
export function blank(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const behind = (it: Element | null): string => {
      const own = it === null ? 'Canvas' : getComputedStyle(it).backgroundColor;
      return it !== null && /, 0\)$|transparent/.test(own) ? behind(it.parentElement) : own;
    };
    return [...document.querySelectorAll('[data-selected], [aria-current], [aria-pressed="true"]')]
      .filter((it) => it.checkVisibility() && (it.textContent ?? '').trim() !== '')
      .filter((it) => getComputedStyle(it).color === behind(it))
      .map((it) => `cannot be read: ${it.textContent}`);
  });
}
