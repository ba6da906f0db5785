import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import type { BenchOptions } from './support/options.ts';
import { atLeast, atMost, percentile, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';

const ROUNDS = 10;
/** How long a diff of so many changed lines may take to be on screen, in milliseconds. */
const TARGETS = { 'head-1000-lines': 150, 'head-100000-lines': 500 } as const;
/** Frames a second while it is scrolled through. */
const FRAMES = 60;
const SCROLLING = 3_000;
const WINDOW = { width: 1280, height: 820 };

/** The diff of a head in the gallery, in Chromium: how soon it is on screen, and how smoothly it scrolls. */
export async function benchDiffView(
  options: BenchOptions,
  say: Say,
  scope: Scope,
): Promise<Report> {
  const configFile = 'renderer/gallery/vite.config.ts';
  await build({ configFile, logLevel: 'warn' });
  const server = await preview({ configFile, preview: { port: 0, strictPort: false } });
  scope.onEnd(() => server.close());
  const browser = await scope.use(
    chromium.launch({
      executablePath: process.env.SHOAL_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    }),
  );
  const address = server.resolvedUrls?.local[0] ?? '';
  const page = await browser.newPage({ viewport: WINDOW });
  // tsx lets functions keep their names by a helper, which the page has not got.
  await page.addInitScript({ content: 'globalThis.__name = (it) => it;' });
  const rows = [];
  for (const [state, target] of Object.entries(TARGETS)) {
    await page.goto(`${address}?state=${state}`);
    await page.getByRole('region', { name: /^Changes in/ }).waitFor();
    const times = [];
    for (let round = 0; round < (options.rounds ?? ROUNDS); round += 1) {
      times.push(await timeToLines(page, round % 2 === 0 ? 'ArrowDown' : 'ArrowUp'));
    }
    say(`${state}: ${times.map(Math.round).join(', ')} ms`);
    const what = `${state}: from the key to the lines on screen, ms (median)`;
    rows.push(atMost(what, percentile(times, 0.5), target, { times }));
    const frames = await framesWhileScrolling(page);
    rows.push(atLeast(`${state}: frames a second while scrolling`, frames, FRAMES * 0.95, {}));
  }
  return { name: 'diff-view', rows };
}

/** Chooses another file by a key; until its first lines have been painted. */
async function timeToLines(page: Page, key: 'ArrowDown' | 'ArrowUp'): Promise<number> {
  await page.getByRole('option', { selected: true }).last().focus();
  await page.evaluate(() => {
    const shown = () => document.querySelector('[data-diff] section')?.ariaLabel ?? '';
    const before = shown();
    const time = new Promise<number>((resolve) => {
      const listen = () => {
        const since = performance.now();
        const look = () => {
          const isThere =
            shown() !== before && document.querySelector('[data-diff] [data-index]') !== null;
          // What this frame shows has been painted when the next task runs.
          if (isThere) setTimeout(() => resolve(performance.now() - since));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      addEventListener('keydown', listen, { once: true, capture: true });
    });
    Object.assign(window, { time });
  });
  await page.keyboard.press(key);
  return page.evaluate(() => (window as unknown as { time: Promise<number> }).time);
}

/** Scrolls on in every frame. */
function framesWhileScrolling(page: Page): Promise<number> {
  return page.evaluate(
    (duration) =>
      new Promise<number>((resolve) => {
        const scroller = document.querySelector('[data-diff] section');
        const since = performance.now();
        let frames = 0;
        const step = () => {
          const elapsed = performance.now() - since;
          if (elapsed > duration) {
            resolve((frames / elapsed) * 1_000);
            return;
          }
          frames += 1;
          scroller?.scrollBy(0, 400);
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    SCROLLING,
  );
}
