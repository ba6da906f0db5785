import { expect, type Page } from '@playwright/test';
import { BLOCK_ROWS } from '../../renderer/view/diff/blocks.ts';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

const lines = (page: Page) => page.getByRole('region', { name: /^Changes in/ });
/** A line, in pixels. */
const LINE = 21;
/** Rows beyond what is on screen, on each side: those that are wanted, and what their blocks have beyond them. */
const AROUND = 8 + BLOCK_ROWS;

interface Drawn {
  /** Rows that were made. */
  readonly made: number;
  /** Changes of rows that were there before, and of what is in them. */
  readonly changed: number;
  /** Elements whose size is watched from now on. */
  readonly watched: number;
}

/** Scrolls in steps, each of which is drawn before the next. */
async function scroll(page: Page, steps: number, pixels: number): Promise<Drawn> {
  return lines(page).evaluate(
    async (scroller, [count = 0, by = 0]) => {
      const drawn = { made: 0, changed: 0, watched: 0 };
      const isRow = (node: Node) => node instanceof Element && node.matches('[data-index]');
      const rowsIn = (node: Node) =>
        node instanceof Element
          ? node.querySelectorAll('[data-index]').length + (isRow(node) ? 1 : 0)
          : 0;
      const learn = (records: readonly MutationRecord[]) => {
        for (const { target, addedNodes } of records) {
          for (const node of addedNodes) drawn.made += rowsIn(node);
          const { parentElement } = target;
          const of = target instanceof Element ? target : parentElement;
          if (of?.closest('[data-index]') != null) drawn.changed += 1;
        }
      };
      const observer = new MutationObserver(learn);
      const what = { childList: true, attributes: true, characterData: true, subtree: true };
      observer.observe(scroller, what);
      const { observe } = ResizeObserver.prototype;
      ResizeObserver.prototype.observe = function (...args) {
        drawn.watched += 1;
        observe.apply(this, args);
      };
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      try {
        for (let step = 0; step < count; step += 1) {
          scroller.scrollBy(0, by);
          await frame();
          await frame();
        }
      } finally {
        ResizeObserver.prototype.observe = observe;
        learn(observer.takeRecords());
        observer.disconnect();
      }
      return drawn;
    },
    [steps, pixels],
  );
}

/** As far as lines are coloured, of all texts the furthest, in UTF-16 units. */
const colouredTo = (page: Page) => page.evaluate(() => window.colouredTo ?? 0);

declare global {
  interface Window {
    colouredTo?: number;
  }
}

/** Listens to what workers tell the page meanwhile. */
async function overhearing(page: Page, act: () => Promise<void>): Promise<void> {
  const real = await page.evaluateHandle(() => {
    const Real = Worker;
    window.colouredTo = 0;
    window.Worker = class extends Real {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener('message', ({ data }: MessageEvent<{ tokens: Uint32Array }>) => {
          window.colouredTo = Math.max(window.colouredTo ?? 0, data.tokens.at(-2) ?? 0);
        });
      }
    };
    return Real;
  });
  try {
    await act();
  } finally {
    await page.evaluate((it) => {
      window.Worker = it;
    }, real);
  }
}

/** Of 100,000 lines, until those on screen have their colours. */
async function openLong(page: Page): Promise<void> {
  await open(page, 'head-100000-lines');
  await expect(lines(page)).not.toContainText('The rest is on its way');
  await expect(lines(page).locator('[data-change="added"] code > [class]').first()).toBeVisible();
}

for (const layout of ['Unified', 'Split'] as const) {
  test(`what is scrolled draws the rows that come, and leaves the others; ${layout}`, async ({
    page,
  }) => {
    // Each line fits, also where there are two beside each other.
    await page.setViewportSize({ width: 1920, height: 820 });
    await openLong(page);
    await page.getByRole('radio', { name: layout }).click();
    await expect(lines(page).locator('[data-index]').first()).toBeVisible();
    try {
      // Not beyond what has its colours.
      const steps = 25;
      const drawn = await scroll(page, steps, BLOCK_ROWS * LINE);
      // The first step may find some of them there.
      const come = steps * BLOCK_ROWS;
      expect(drawn.made).toBeGreaterThan(come - 2 * AROUND);
      expect(drawn.made).toBeLessThan(come + 2 * AROUND);
      expect(drawn.changed).toBe(0);
      // As many as blocks, not as many as lines.
      expect(drawn.watched).toBeLessThan(steps + 2 * AROUND);
      const { clientHeight } = await lines(page).evaluate(({ clientHeight }) => ({ clientHeight }));
      const there = await lines(page).locator('[data-index]').count();
      expect(there).toBeLessThanOrEqual(Math.ceil(clientHeight / LINE) + 1 + 2 * AROUND);
    } finally {
      await page.getByRole('radio', { name: 'Unified' }).click();
    }
  });
}

/** From the end of each row to the beginning of the next, in pixels. */
const gaps = (page: Page) =>
  lines(page)
    .locator('[data-index]')
    .evaluateAll((rows) => {
      const places = rows.map((row) => row.getBoundingClientRect());
      return places.slice(1).map(({ top }, i) => Math.round(top - (places[i]?.bottom ?? 0)));
    });

test('laid out otherwise, and back, lines of all heights stand one below the other', async ({
  page,
}) => {
  for (const state of ['head-clean', 'head-conflict', 'head-hostile']) {
    await open(page, state);
    for (const layout of ['Split', 'Unified', 'Split', 'Unified']) {
      await page.getByRole('radio', { name: layout }).click();
      await expect.poll(async () => (await gaps(page)).length).toBeGreaterThan(2);
      await expect
        .poll(async () => (await gaps(page)).filter((pixels) => pixels !== 0), {
          message: `${state}, ${layout}`,
          timeout: 5_000,
        })
        .toEqual([]);
    }
  }
});

test('a line is an element for each thing that it shows, and no more', async ({ page }) => {
  await openLong(page);
  const parts = await lines(page)
    .locator('[data-index]')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map(({ localName }) => localName)));
  expect(parts.length).toBeGreaterThan(20);
  // The number, the sign and the text of a line that was changed.
  for (const each of parts) expect(each).toEqual(['span', 'span', 'code']);

  await open(page, 'head-clean');
  const same = lines(page).locator('[data-change="same"]').first();
  await expect(same).toBeVisible();
  expect(await same.evaluate((row) => [...row.children].map(({ localName }) => localName))).toEqual(
    ['span', 'span', 'code'],
  );
});

test('of a long text, only what is looked at is coloured', async ({ page }) => {
  await open(page, 'head-binary');
  await overhearing(page, async () => {
    await openLong(page);
    await scroll(page, 20, 10 * LINE);
    expect(await colouredTo(page)).toBeGreaterThan(0);
    // Of three and a half million in each of the texts of the two sides.
    expect(await colouredTo(page)).toBeLessThan(200 * 1024);
    await lines(page).evaluate((it) => it.scrollTo(0, it.scrollHeight));
    await expect(lines(page).getByText('sounding49999', { exact: false }).last()).toBeVisible();
    const last = lines(page).locator('[data-change="added"] code').last();
    await expect(last.locator('[class]').first()).toBeVisible();
  });
});
