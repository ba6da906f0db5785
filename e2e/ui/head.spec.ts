import { expect, type Page } from '@playwright/test';
import { hiddenCharacters } from '../../renderer/view/diff/hidden-characters.ts';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

const head = (page: Page) => page.locator('[data-region="head"]');
const lines = (page: Page) => page.getByRole('region', { name: /^Changes in/ });
const calls = (page: Page) => page.evaluate(() => window.gallery?.calls ?? []);
const files = (page: Page) => page.getByRole('listbox', { name: 'Files' }).getByRole('option');

test('a row leads to its head, and Esc back to the same row and place', async ({ page }) => {
  await open(page, 'swarm-relations');
  const row = page.getByRole('row').nth(4);
  await row.scrollIntoViewIfNeeded();
  await row.focus();
  const list = page.getByRole('grid', { name: 'Heads' });
  const before = await list.evaluate((it) => it.scrollTop);
  await page.keyboard.press('Enter');
  await expect(head(page)).toBeFocused();
  expect(await calls(page)).toMatchObject([{ name: 'head.look' }]);
  await page.keyboard.press('Escape');
  await expect(head(page)).toHaveCount(0);
  await expect(row).toBeFocused();
  expect(await list.evaluate((it) => it.scrollTop)).toBe(before);

  await page.keyboard.press('Enter');
  await head(page).getByRole('button', { name: 'every-relation' }).click();
  await expect(row).toBeFocused();
});

test('a conflict, and an entry of the activity, lead there, too', async ({ page }) => {
  await open(page, 'swarm-mine');
  await page.getByRole('button', { name: 'Conflicts in 2 files' }).click();
  await page.getByRole('button', { name: 'src/tiles/cache.ts' }).click();
  await expect(head(page)).toBeFocused();
  expect((await calls(page)).at(-1)).toMatchObject({
    name: 'head.look',
    params: { ref: 'refs/heads/tiles' },
  });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { name: /anchovy\/tiles/ })).toBeFocused();

  await open(page, 'activity');
  await page.getByRole('link', { name: 'main', exact: true }).first().click();
  expect((await calls(page)).at(-1)).toMatchObject({
    name: 'head.look',
    params: { ref: 'refs/heads/main', oid: '2'.repeat(40) },
  });
  await head(page).getByRole('button', { name: 'Activity' }).click();
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible();
});

test('a head of a project that I have no copy of leads there too, and on to a clone', async ({
  page,
}) => {
  await open(page, 'swarm-not-mine');
  const row = page.getByRole('row', { name: /anchovy\/ftrace-ui/ });
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(head(page)).toBeFocused();
  expect((await calls(page)).at(-1)).toMatchObject({
    name: 'head.lookOffered',
    params: { ref: 'refs/heads/ftrace-ui', swarm: expect.any(String) },
  });
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();

  await open(page, 'head-offered');
  await expect(page.getByText('2 commits not in main')).toBeVisible();
  await expect(lines(page)).toContainText('vessels(map, positions)');
  expect((await calls(page)).at(-1)).toMatchObject({
    name: 'head.diffOffered',
    params: { path: 'src/map/layers.ts' },
  });
  // There is nothing of mine to compare it with, to fetch it into or to merge it into.
  await expect(page.getByRole('radio', { name: 'Against mine' })).toHaveCount(0);
  await expect(
    head(page).getByRole('button', { name: /^(Fetch|Follow|Merge|Check out)/ }),
  ).toHaveCount(0);
  await page.keyboard.press('f');
  expect((await calls(page)).map(({ name }) => name)).not.toContain('fetch');
  await head(page).getByRole('button', { name: 'Clone…' }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Clone kernel-tools' })).toBeVisible();

  await open(page, 'head-offered-latest');
  await expect(page.getByText('The latest 4 commits')).toBeVisible();
});

test('once there is a copy, it is seen from there', async ({ page }) => {
  await open(page, 'head-offered');
  await expect(head(page).getByRole('button', { name: 'Clone…' })).toBeVisible();
  await page.evaluate(() => {
    const gallery = window.gallery;
    if (gallery === undefined) return;
    const { swarms, repositories } = gallery.state();
    const swarm = Object.values(swarms).find(({ name }) => name === 'kernel-tools');
    const other = Object.values(repositories).find(({ status }) => status.state === 'ready');
    if (swarm === undefined || other?.status.state !== 'ready') throw new Error('nothing to copy');
    const id = 'f'.repeat(32) as typeof other.id;
    const status = { ...other.status, swarm: swarm.id };
    gallery.change([
      { set: 'repositories', key: id, value: { ...other, id, name: 'kernel-tools', status } },
      { set: 'swarms', key: swarm.id, value: { ...swarm, local: [id] } },
    ]);
  });
  await expect.poll(async () => (await calls(page)).map(({ name }) => name)).toContain('head.look');
});

test('another screen is seen, and not behind the head', async ({ page }) => {
  await open(page, 'head-clean');
  await page.getByRole('button', { name: 'Transfers' }).click();
  await expect(head(page)).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Transfers' })).toBeVisible();
});

test('what conflicts comes first, with both sides and their authors', async ({ page }) => {
  await open(page, 'head-conflict');
  await expect(files(page).first()).toContainText('Conflicts: src/map/layers.ts');
  const card = lines(page).getByRole('region', { name: 'You and Herring changed these lines' });
  await expect(card).toContainText('yours 26 min ago in “Fade old positions”');
  await expect(card).toContainText('marker.opacity = fade(age);');
  await expect(card).toContainText('continue; // older than a minute');
  // They stand in the conflict, and nowhere else.
  await expect(lines(page).getByText('marker.opacity = fade(age);')).toHaveCount(1);
});

test('a message of several paragraphs has them', async ({ page }) => {
  await open(page, 'head-clean');
  await page.getByRole('option', { name: /Draw vessels/ }).click();
  const body = page.getByText('Positions come from AIS now');
  await expect(body).toBeVisible();
  expect(await body.innerText()).toContain('never late.\n\nPositions come');
});

test('files by arrows, the diff by Enter, changes by n and p', async ({ page }) => {
  await open(page, 'head-clean');
  await files(page).first().focus();
  await page.keyboard.press('ArrowDown');
  await expect
    .poll(async () => (await calls(page)).at(-1)?.params)
    .toMatchObject({
      path: 'src/live/ais.ts',
      against: 'base',
    });
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-diff]')).toBeFocused();
  const status = lines(page).getByRole('status');
  for (const [key, words] of [
    ['n', 'Change 1 of 4'],
    ['n', 'Change 2 of 4'],
    ['n', 'Change 3 of 4'],
    ['n', 'Change 4 of 4'],
    ['n', 'Change 4 of 4'],
    ['p', 'Change 3 of 4'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(status).toHaveText(words);
  }
});

test('? tells the keys, also in a head', async ({ page }) => {
  await open(page, 'head-clean');
  await files(page).first().focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText(
    'To the next change',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(head(page)).toBeVisible();
});

test('of 100,000 lines, those on screen are there, from the first to the last', async ({
  page,
}) => {
  await open(page, 'head-100000-lines');
  await expect(lines(page)).toContainText('sounding0 =');
  await expect(lines(page)).not.toContainText('The rest is on its way');
  const rows = lines(page).locator('[data-index]');
  expect(await rows.count()).toBeLessThan(100);
  await lines(page).focus();
  await page.keyboard.press('End');
  await expect(lines(page)).toContainText('sounding49999 =');
  expect(await rows.count()).toBeLessThan(100);
});

test('code has colours, which come from beside the page', async ({ page }) => {
  const complaints = await open(page, 'head-clean');
  const keyword = lines(page).getByText('import', { exact: true }).first();
  await expect(keyword).toBeVisible();
  const colours = await keyword.evaluate((it) => [
    getComputedStyle(it).color,
    getComputedStyle(it.closest('code') ?? it).color,
  ]);
  expect(colours[0]).not.toBe(colours[1]);
  expect(complaints).toEqual([]);
});

for (const [what, script] of [
  ['what colours', /\/worker-[^/]*\.js$/],
  ['what knows the language', /\/(?!worker-)[^/]*\.js$/],
] as const) {
  test(`colours come, although the network fails when ${what} is fetched first`, async ({
    page,
  }) => {
    await open(page, 'head-binary');
    let failures = 0;
    await page.route(script, (route) => {
      failures += 1;
      return failures === 1 ? route.abort('connectionfailed') : route.continue();
    });
    try {
      await open(page, 'head-100000-lines');
      await expect(lines(page).getByText('export', { exact: true }).first()).toBeVisible();
      expect(failures).toBeGreaterThan(1);
    } finally {
      await page.unrouteAll();
    }
  });
}

test('hostile content is inert, and what cannot be seen has a sign', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const complaints = await open(page, 'head-hostile');
  await expect(lines(page)).toContainText('<script>window.pwned = true</script>');
  for (const selector of ['script', 'img', 'a', 'iframe', '[onerror]', '[href]', '[src]']) {
    await expect(head(page).locator(selector)).toHaveCount(0);
  }
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  for (const [sign, name] of [
    ['RLO', 'right-to-left override (U+202E)'],
    ['LRI', 'left-to-right isolate (U+2066)'],
    ['ESC', 'escape, which begins a command to a terminal (U+001B)'],
    ['ZWSP', 'zero width space (U+200B)'],
    ['CR', 'carriage return (U+000D)'],
  ] as const) {
    const shown = lines(page).getByText(sign, { exact: true }).first();
    await expect(shown).toHaveAttribute('title', name);
  }
  const text = await head(page).evaluate((it) => it.textContent ?? '');
  expect(hiddenCharacters(text)).toEqual([]);
  await expect(lines(page)).toContainText('209,717,200 bytes more');
  await expect(files(page).first()).toContainText('RLO');
  await expect(files(page).first()).toContainText('\\377');
  const { origin } = new URL(page.url());
  expect(requests.filter((url) => !url.startsWith(origin))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('one primary action, by how the head stands', async ({ page }) => {
  for (const [state, name, asked] of [
    ['head-new', 'Fetch', 'fetch'],
    ['head-conflict', 'Check out', 'head.checkOut'],
  ] as const) {
    await open(page, state);
    await head(page).getByRole('button', { name, exact: true }).click();
    await expect.poll(async () => (await calls(page)).map((call) => call.name)).toContain(asked);
  }
  await expect(head(page)).toContainText('You are on live-layer now.');
  await head(page).getByRole('button', { name: 'Undo' }).click();
  await expect(head(page)).not.toContainText('You are on live-layer now.');

  await open(page, 'head-fetched');
  await head(page).getByRole('button', { name: 'Merge into main…' }).click();
  await expect(page.getByRole('dialog')).toContainText('moves along');
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(head(page)).toContainText('Merged');
});

test('what cannot be done here is told, with the command that does it', async ({ page }) => {
  await open(page, 'head-merge-refused');
  const dialog = page.getByRole('dialog', { name: 'Merge herring/live-layer' });
  await expect(dialog).toContainText('the same lines in 1 file');
  await page.evaluate(() => {
    window.addEventListener('copy', (event) => {
      document.title = event.clipboardData?.getData('text/plain') ?? '';
    });
  });
  await dialog.getByRole('button', { name: 'Copy the command' }).click();
  await expect(page).toHaveTitle("git merge 'refs/remotes/herring/live-layer'");
});

test('at 900 pixels, commits and files fold, and open above the diff', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await open(page, 'head-clean');
  await expect(files(page)).toHaveCount(0);
  await head(page).getByRole('button', { name: '5 commits, 7 files' }).click();
  await files(page).nth(1).click();
  await expect(lines(page)).toBeVisible();
  await expect(files(page)).toHaveCount(0);
});

test('of a line, only what looks unlike any text is an element of its own', async ({ page }) => {
  await open(page, 'head-1000-lines');
  const parts = page.locator('[data-diff] code > span');
  await expect(parts.first()).toBeVisible();
  const plain = page.locator('[data-diff] code > span:not([class], [data-word], :has(*))');
  await expect(plain).toHaveCount(0);
});
