import { expect, type Page } from '@playwright/test';
import { barriers, open, overflow, picture } from './gallery-page.ts';
import { test } from './test.ts';

/** How high something may be to stand in one line, in pixels. */
const ONE_LINE = 36;

/** In a window of one column, to what is chosen. */
async function openDetail(page: Page, width: number): Promise<void> {
  if (width < 768) await page.getByRole('option', { selected: true }).first().click();
}

for (const width of [1280, 900, 640]) {
  test(`at ${width} pixels, what lists leave out is one line, which opens to the rest`, async ({
    page,
  }, info) => {
    await page.setViewportSize({ width, height: 800 });
    for (const [state, label, details] of [
      [
        'swarm-left-out',
        '2,005 branches and tags are not listed',
        ['2,003: the list is full', '1: its name cannot be told', '1: the list is full'],
      ],
      [
        'repositories-left-out',
        '2,005 branches and tags cannot be shared',
        ['the name is not UTF-8 (caf\\351)', 'the list for teammates is full'],
      ],
    ] as const) {
      await open(page, state);
      await openDetail(page, width);
      const line = page.getByRole('article').getByRole('button', { name: label });
      expect((await line.boundingBox())?.height).toBeLessThan(ONE_LINE);
      for (const each of details) await expect(page.getByText(each)).toHaveCount(0);
      await line.press('Enter');
      for (const theme of ['light', 'dark']) {
        await page.evaluate((name) => {
          document.documentElement.dataset.theme = name;
        }, theme);
        await picture(page, info, `${state}-opened-${width}-${theme}`);
        expect(await barriers(page)).toEqual([]);
      }
      for (const each of details) {
        await expect(page.getByRole('dialog').getByText(each)).toBeVisible();
      }
      expect(await overflow(page)).toBe(0);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(line).toBeFocused();
    }
  });
}

test('a project tells nothing of other projects, and of nobody whom its people vouch for', async ({
  page,
}) => {
  await open(page, 'swarm-left-out');
  for (const tab of ['Heads', 'People']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByText(/12 repositories|vouches/)).toHaveCount(0);
    await expect(page.getByText(/not listed/)).toHaveCount(1);
  }
});

test('what a person’s list leaves out stands at the person, once', async ({ page }) => {
  await open(page, 'peer-left-out');
  const sentence =
    'Sprat’s list is full: 12 repositories and 3 people that Sprat vouches for are not in it.';
  await expect(page.getByText(/12 repositories|vouches for/)).toHaveText([sentence]);
});

test('what my own list leaves out stands in My repositories, and keeps Shoal from nothing', async ({
  page,
}) => {
  await open(page, 'repositories-full-list');
  const words = [/^You vouch for more teammates than/, /^You trust more teammates than/];
  for (const each of words) {
    await expect(page.getByRole('region', { name: 'My repositories' }).getByText(each)).toHaveCount(
      1,
    );
    await expect(page.getByText(each)).toHaveCount(1);
  }
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('button', { name: 'Activity' }).click();
  for (const each of words) await expect(page.getByText(each)).toHaveCount(0);
});

test('a repository that no list has room for says so at once', async ({ page }) => {
  await open(page, 'repositories-without-room');
  const reason = 'It cannot be shared: the list for teammates is full.';
  await expect(page.getByRole('alert').getByText(reason)).toBeVisible();
  await expect(page.getByRole('button', { name: /cannot be shared/ })).toHaveCount(0);
  await expect(page.getByRole('option', { name: 'without-room' })).toContainText('needs attention');
  await expect(page.getByRole('button', { name: /^This computer/ })).toContainText('0 shared');
});
