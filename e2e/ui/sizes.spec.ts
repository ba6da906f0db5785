import { expect, type Locator } from '@playwright/test';
import { faint } from './colours.ts';
import { tooLarge } from './fits.ts';
import { barriers, open, picture } from './gallery-page.ts';
import { BEHIND, CROWDED, FULLEST } from './screens.ts';
import { test } from './test.ts';

/** All screens, and what needs most room on them. What is in front of one is looked at in large-text.spec.ts. */
const STATES = [...new Set([...BEHIND, ...CROWDED])];

const SIZES = {
  narrow: { viewport: { width: 900, height: 700 } },
  wide: { viewport: { width: 1920, height: 1080 } },
  // A window of 1280 x 820 at 200 % is laid out like one of half its size.
  doubled: { viewport: { width: 640, height: 410 }, deviceScaleFactor: 2 },
};

for (const [size, options] of Object.entries(SIZES)) {
  test.describe(size, () => {
    test.use(options);
    for (const state of STATES) {
      test(`${state} fits, and is sound`, async ({ page }, info) => {
        await open(page, state, { theme: 'system' });
        await picture(page, info, `${state}-${size}`);
        expect(await tooLarge(page)).toEqual([]);
        // Laid out as with text of twice the size, where the rest is looked at: large-text.spec.ts.
        if (size === 'doubled') return;
        expect(await barriers(page, { except: ['region'] })).toEqual([]);
        if (BEHIND.includes(state)) expect(await faint(page, ['dark', 'forced'])).toEqual([]);
      });
    }
  });
}

test('what is cut through is noticed, and what says so itself is not', async ({ page }) => {
  await open(page, 'swarm-mine');
  const fetch = page.getByRole('button', { name: 'Fetch 3 new heads', exact: true });
  await fetch.evaluate((it) => it.style.setProperty('width', '4rem'));
  expect(await tooLarge(page)).toEqual([]);
  await fetch.evaluate((it) => it.style.setProperty('overflow', 'hidden'));
  await fetch.evaluate((it) => it.style.setProperty('white-space', 'nowrap'));
  await fetch.evaluate((it) =>
    it.replaceChildren(
      Object.assign(document.createElement('span'), { textContent: it.textContent }),
    ),
  );
  expect(await tooLarge(page)).toEqual([expect.stringContaining('Fetch 3 new heads')]);
  await fetch.evaluate((it) => it.style.setProperty('text-overflow', 'ellipsis'));
  expect(await tooLarge(page)).toEqual([]);
});

test('at twice the size, a list opens its detail and Back returns', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 410 });
  await open(page, 'swarm-mine');
  await page.getByRole('option', { name: /tide-tables/ }).click();
  await expect(page.getByRole('heading', { name: 'tide-tables' })).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('option', { name: /tide-tables/ })).toBeVisible();
});

for (const viewport of [
  { width: 640, height: 410 },
  { width: 640, height: 800 },
]) {
  test(`what is opened at ${viewport.width} x ${viewport.height} has room to be read`, async ({
    page,
  }, info) => {
    await page.setViewportSize(viewport);
    // A window that was never larger.
    await page.goto('about:blank');
    for (const state of [...FULLEST, ...CROWDED]) {
      await open(page, state);
      // Lists have what is chosen selected; a dialog is in the way of it.
      await page.keyboard.press('Escape');
      const chosen = page
        .locator('[data-region="list"]')
        .getByRole('option', { selected: true })
        .first();
      if ((await chosen.count()) > 0) await clickRow(chosen);
      await picture(page, info, `${state}-opened-${viewport.height}`);
      expect(await tooLarge(page), state).toEqual([]);
    }
  });
}

/** Rows take no clicks for a moment after their list was scrolled, as it is to bring one into sight. */
async function clickRow(row: Locator): Promise<void> {
  await row.scrollIntoViewIfNeeded();
  const takesClicks = () =>
    row.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
  await expect.poll(takesClicks).toBe(true);
  await row.click();
}

for (const width of [640, 900, 1280]) {
  test(`at ${width} pixels, branch names can be read`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const state of ['swarm-mine', 'swarm-relations', 'swarm-outlooks', 'swarm-held-by-many']) {
      await open(page, state);
      const chosen = page.getByRole('option', { selected: true }).first();
      if (width < 768) await chosen.click();
      const names = page.locator('[role="row"] code');
      await expect(names.first()).toBeVisible();
      for (const name of await names.all()) {
        const [shown = 0, whole = 0] = await name.evaluate((it) => [
          it.clientWidth,
          it.scrollWidth,
        ]);
        // A name of usual length stands in full, a longer one as far as there is room.
        const least = Math.min(whole, READABLE);
        expect(shown, `${state}: ${await name.textContent()}`).toBeGreaterThanOrEqual(least);
      }
    }
  });
}

for (const width of [640, 900, 1280]) {
  test(`at ${width} pixels, labels of a row are whole, or not there`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const state of ['swarm-relations', 'swarm-outlooks', 'swarm-tags', 'swarm-held-by-many']) {
      await open(page, state);
      const chosen = page.getByRole('option', { selected: true }).first();
      if (width < 768) await chosen.click();
      const labels = page.getByRole('row').getByText(/^\d+ (ahead|behind)$|^new$|^also at/);
      await expect(labels.first()).toBeVisible();
      for (const label of await labels.all()) {
        const part = await partShown(label);
        expect(part === 0 || part > 0.99, `${state}: ${await label.textContent()}`).toBe(true);
      }
    }
  });
}

/** How much of something is not cut off by what is around it, from 0 to 1. */
function partShown(of: Locator): Promise<number> {
  return of.evaluate(
    (it) =>
      new Promise<number>((resolve) => {
        new IntersectionObserver(([entry]) => resolve(entry?.intersectionRatio ?? 0), {
          root: it.closest('[role="row"]'),
        }).observe(it);
      }),
  );
}

test('at 900 pixels, the sidebar says what it says in full', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await open(page, 'swarm-mine');
  for (const text of ['Sardine', 'left 20 min ago', 'Visible, 3 shared']) {
    const words = page.getByText(text, { exact: true }).first();
    await expect(words).toBeVisible();
    expect(await words.evaluate((it) => it.scrollWidth - it.clientWidth), text).toBeLessThan(1);
  }
});

test('at 900 pixels, who has a project is read in full, and the name leads to the person', async ({
  page,
}) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await open(page, 'swarm-mine');
  await page.getByRole('tab', { name: /^People/ }).click();
  const note = page.getByText('2 heads and 1 tag, 2 new heads');
  await expect(note).toBeVisible();
  const hidden = await note.evaluate((it) => [
    it.scrollWidth - it.clientWidth,
    it.scrollHeight - it.clientHeight,
  ]);
  expect(hidden).toEqual([0, 0]);
  await page.getByRole('row', { name: 'Smelt' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: 'About Smelt' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Smelt', exact: true })).toBeVisible();
});

/** About 24 letters of a branch's name, in pixels. */
const READABLE = 180;
