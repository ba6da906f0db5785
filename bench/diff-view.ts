import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import type { BenchOptions } from './support/options.ts';
import { atLeast, atMost, percentile, type Report, type Say } from './support/report.ts';
import type { Scope } from './support/scope.ts';

const ROUNDS = 10;
const SCROLLS = 5;
/** How long a diff of so many changed lines may take to be on screen, in milliseconds. */
const TARGETS = { 'head-1000-lines': 150, 'head-100000-lines': 500 } as const;
/** Frames a second while it is scrolled through. */
const FRAMES = 60;
const SCROLLING = 2_000;
/** In pixels, for each frame. */
const STEP = 400;
/** A text needs no more lines than are scrolled through meanwhile. */
const PLAIN_LINES = 10_000;
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
  const context = await browser.newContext({ viewport: WINDOW });
  // tsx lets functions keep their names by a helper, which the page has not got.
  await context.addInitScript({ content: 'globalThis.__name = (it) => it;' });
  const [page, plain] = [await context.newPage(), await context.newPage()];
  const rows = [];
  for (const [state, target] of Object.entries(TARGETS)) {
    await page.goto(`${address}?state=${state}`);
    // What is behind another page is drawn once a second.
    await page.bringToFront();
    await page.getByRole('region', { name: /^Changes in/ }).waitFor();
    const times = [];
    for (let round = 0; round < (options.rounds ?? ROUNDS); round += 1) {
      times.push(await timeToLines(page, round % 2 === 0 ? 'ArrowDown' : 'ArrowUp'));
    }
    say(`${state}: ${times.map(Math.round).join(', ')} ms`);
    const what = `${state}: from the key to the lines on screen, ms (median)`;
    rows.push(atMost(what, percentile(times, 0.5), target, { times }));
    await layOutPlainly(page, plain, Number(/\d+/.exec(state)?.[0]));
    const frames = { app: [] as number[], plain: [] as number[] };
    for (let round = 0; round < (options.rounds ?? SCROLLS); round += 1) {
      frames.app.push(await framesWhileScrolling(page));
      frames.plain.push(await framesWhileScrolling(plain));
    }
    say(`${state}: ${frames.app.map(Math.round)} frames a second, ${frames.plain.map(Math.round)}`);
    const scrolled = `${state}: frames a second while scrolling (median)`;
    rows.push(atLeast(scrolled, percentile(frames.app, 0.5), FRAMES * 0.95, frames));
    const alone = `${state}: the same of plain text of the same lines, with nothing else on the page`;
    rows.push(atLeast(alone, percentile(frames.plain, 0.5), null, {}));
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

/** As much of a text as of a diff, as large and beside it in time: what a machine that draws without a graphics card can do. */
async function layOutPlainly(page: Page, plain: Page, lines: number): Promise<void> {
  const { text, style, code } = await page.evaluate(() => {
    const scroller = document.querySelector('[data-diff] section');
    const all = [...document.querySelectorAll<HTMLElement>('[data-diff] code')];
    const [first] = all;
    if (scroller === null || first === undefined) throw new Error('There is no diff.');
    const { width, height } = scroller.getBoundingClientRect();
    const { fontSize, lineHeight } = getComputedStyle(first);
    return {
      text: all.map((it) => it.textContent),
      style: `width: ${width}px; height: ${height}px; overflow: auto`,
      code: `margin: 0; font: ${fontSize}/${lineHeight} monospace`,
    };
  });
  // A new document: the one before it may have longer texts.
  await plain.goto('about:blank');
  await plain.setContent('<div data-diff><section><pre></pre></section></div>');
  const count = Math.min(lines, PLAIN_LINES);
  const all = Array.from({ length: count }, (_, i) => text[i % text.length]).join('\n');
  await plain.locator('section').evaluate((it, css) => it.setAttribute('style', css), style);
  await plain.locator('pre').evaluate(
    (it, [css = '', words = '']) => {
      it.setAttribute('style', css);
      it.textContent = words;
    },
    [code, all],
  );
}

/** Scrolls on in every frame, and back from the end. */
async function framesWhileScrolling(page: Page): Promise<number> {
  await page.bringToFront();
  return page.evaluate(
    ([duration = 0, step = 0]) =>
      new Promise<number>((resolve, reject) => {
        const scroller = document.querySelector('[data-diff] section');
        if (scroller === null) {
          reject(new Error('There is nothing to scroll.'));
          return;
        }
        let by = step;
        const since = performance.now();
        let frames = 0;
        const move = () => {
          const elapsed = performance.now() - since;
          if (elapsed > duration) {
            resolve((frames / elapsed) * 1_000);
            return;
          }
          frames += 1;
          const before = scroller.scrollTop;
          scroller.scrollBy(0, by);
          if (scroller.scrollTop === before) by = -by;
          requestAnimationFrame(move);
        };
        requestAnimationFrame(move);
      }),
    [SCROLLING, STEP],
  );
}
