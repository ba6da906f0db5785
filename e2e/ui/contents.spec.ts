import { expect, type Page } from '@playwright/test';
import { hiddenCharacters } from '../../renderer/view/diff/hidden-characters.ts';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

const screen = (page: Page) => page.locator('[data-region="contents"]');
const commits = (page: Page) => page.getByRole('listbox', { name: 'Commits, newest first' });
const tree = (page: Page) => page.getByRole('tree', { name: 'Files and folders' });
const item = (page: Page, name: string) => tree(page).getByRole('treeitem', { name });
const shown = (page: Page) => page.getByRole('region', { name: /^What is in/ });
const calls = (page: Page) => page.evaluate(() => window.gallery?.calls ?? []);
const asked = async (page: Page, name: string) =>
  (await calls(page)).filter((call) => call.name === name).map(({ params }) => params);

test('a project of mine leads to its commits and files, and Esc back', async ({ page }) => {
  await open(page, 'repositories');
  const button = page.getByRole('button', { name: 'Commits and files' });
  await button.press('Enter');
  await expect(screen(page)).toBeFocused();
  expect(await asked(page, 'contents.commits')).toHaveLength(1);
  await page.keyboard.press('Escape');
  await expect(screen(page)).toHaveCount(0);
  await expect(button).toBeFocused();

  await open(page, 'contents-offered');
  await page.getByRole('button', { name: 'Open my files' }).click();
  await expect(screen(page).getByRole('radio', { name: 'Files' })).toBeChecked();
  await page.getByRole('button', { name: 'Transfers' }).click();
  await expect(screen(page)).toHaveCount(0);
});

test('commits are read further as they are scrolled, and no commit twice', async ({ page }) => {
  await open(page, 'contents-commits');
  await commits(page).focus();
  await expect(commits(page).getByRole('option').first()).toContainText(
    'Say when the ferry leaves',
  );
  for (let presses = 0; presses < 4; presses += 1) {
    const before = (await asked(page, 'contents.commits')).length;
    await page.keyboard.press('End');
    if (presses < 2) {
      await expect
        .poll(async () => (await asked(page, 'contents.commits')).length)
        .toBeGreaterThan(before);
    }
  }
  await expect(commits(page).getByText('Commit 1', { exact: true })).toBeVisible();
  const skips = (await asked(page, 'contents.commits')).map(
    (params) => (params as { skip?: number }).skip ?? 0,
  );
  expect(skips).toEqual([0, 200, 400]);
  // Only those on screen are there.
  expect(await commits(page).getByRole('option').count()).toBeLessThan(60);
});

test('a commit opens into its message, its files and how they differ; by keys alone', async ({
  page,
}) => {
  await open(page, 'contents-commits');
  await commits(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('heading', { name: /Keep the chart’s place/ })).toBeVisible();
  const message = page.getByRole('region', { name: 'Message' });
  await expect(message).toContainText('the tide does not');
  // A line break is one.
  await expect(message).not.toContainText('U+');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-diff]')).toBeFocused();
  await page.getByRole('option', { name: 'src/map/layers.ts' }).click();
  const diff = page.getByRole('region', { name: 'Changes in src/map/layers.ts' });
  await expect(diff).toContainText('vessels(map, positions)');
  expect((await asked(page, 'contents.diff')).at(-1)).toMatchObject({
    path: 'src/map/layers.ts',
  });
  await diff.press('n');
  await expect(diff.getByRole('status')).toHaveText('Change 1 of 4');
});

test('folders open by a click or the right arrow, close by the left, and a file is read', async ({
  page,
}) => {
  await open(page, 'contents-files');
  await item(page, 'src').click();
  await expect(item(page, 'src')).toHaveAttribute('aria-expanded', 'true');
  await expect(item(page, 'layers.ts')).toHaveAttribute('aria-level', '2');
  await tree(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(item(page, 'layers.ts')).toHaveAttribute('aria-selected', 'true');
  await expect(shown(page)).toContainText('export function layers(map: Map)');
  await page.keyboard.press('ArrowLeft');
  await expect(item(page, 'src')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(item(page, 'layers.ts')).toHaveCount(0);
  // What was read once is not asked for again.
  const before = await asked(page, 'contents.folder');
  await page.keyboard.press('Enter');
  await expect(item(page, 'layers.ts')).toBeVisible();
  expect(await asked(page, 'contents.folder')).toEqual(before);
});

test('where there is no room for both, files come first, and then the one that is chosen', async ({
  page,
}) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await open(page, 'contents-files');
  await expect(page.getByText('No file is chosen')).toBeHidden();
  await item(page, 'README.md').click();
  await expect(tree(page)).toBeHidden();
  await expect(shown(page)).toBeVisible();
  await screen(page).getByRole('button', { name: 'README.md' }).click();
  await expect(tree(page)).toBeVisible();
});

test('code is coloured, and what cannot be seen is made visible, in names too', async ({
  page,
}) => {
  await open(page, 'contents-files');
  await item(page, 'src').click();
  await item(page, 'main.ts').click();
  await expect(shown(page).locator('[class*="keyword"]').first()).toHaveText('import');
  await expect(shown(page)).toContainText(hiddenCharacters('\u202e')[0]?.sign ?? 'none');
  expect(await shown(page).innerText()).not.toContain('\u202e');
  expect(await tree(page).innerText()).not.toContain('\u202e');
});

test('what is no text is told, and not shown as text', async ({ page }) => {
  for (const [state, name, words] of [
    ['contents-binary', 'harbour.png', 'A file that is no text'],
    ['contents-large', 'README.md', 'Too large to be shown'],
  ] as const) {
    await open(page, state);
    await item(page, name).click();
    await expect(screen(page)).toContainText(words);
  }
  await open(page, 'contents-picture');
  await item(page, 'harbour.png').click();
  await expect(page.getByRole('img', { name: 'harbour.png' })).toBeVisible();
  await open(page, 'contents-files');
  await item(page, 'latest').click();
  await expect(screen(page)).toContainText('A link. This is where it leads.');
});

test('a folder that cannot be read says why, in its place', async ({ page }) => {
  await open(page, 'contents-folder-unreadable');
  await expect(tree(page)).toContainText('is not there any more');
  await open(page, 'contents-gone');
  await expect(screen(page)).toContainText('is not there any more');
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect.poll(async () => (await asked(page, 'contents.commits')).length).toBe(2);
});

test('a folder of 10,000 entries holds only those on screen, and goes to its end at once', async ({
  page,
}) => {
  await open(page, 'contents-files');
  await item(page, 'charts').click();
  await expect(item(page, 'chart-00000.json')).toBeVisible();
  await tree(page).focus();
  const started = await page.evaluate(() => performance.now());
  await page.keyboard.press('End');
  await expect(item(page, 'vendor')).toBeVisible();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  await expect(
    tree(page)
      .getByRole('treeitem', { name: /chart-099/ })
      .first(),
  ).toBeVisible();
  expect((await page.evaluate(() => performance.now())) - started).toBeLessThan(5_000);
  expect(await tree(page).getByRole('treeitem').count()).toBeLessThan(80);
});

test('a file of 100,000 lines scrolls to its end', async ({ page }) => {
  await open(page, 'contents-100000-lines');
  await item(page, 'src').click();
  await item(page, 'main.ts').click();
  await expect(shown(page)).toContainText('depth0 =');
  await expect(shown(page).getByText('The rest is on its way…')).toHaveCount(0);
  await shown(page).evaluate((it) => it.scrollTo(0, it.scrollHeight));
  await expect(shown(page)).toContainText('depth99999 =');
  expect(await shown(page).locator('[data-index]').count()).toBeLessThan(120);
});
