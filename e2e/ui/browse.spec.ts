import { expect, type Page } from '@playwright/test';
import { anchovy, herring } from '../../renderer/gallery/fixtures/people.ts';
import { kernelTools } from '../../renderer/gallery/fixtures/room.ts';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

const detail = (page: Page) => page.locator('[data-region="detail"]');

/** Whatever the page asks for outside of the gallery, and every dialog it opens. */
function watch(page: Page): { readonly requests: string[]; readonly dialogs: string[] } {
  const requests: string[] = [];
  const dialogs: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return { requests, dialogs };
}

test('a hostile README is inert', async ({ page }) => {
  const { requests, dialogs } = watch(page);
  const complaints = await open(page, 'browse-readme-hostile');
  await expect(detail(page).getByText('image: tracking pixel')).toBeVisible();
  const found = (selector: string) => detail(page).locator(selector);
  for (const selector of ['script', 'iframe', 'style', 'img', 'a', 'object', 'form', '[onclick]']) {
    await expect(found(selector)).toHaveCount(0);
  }
  await expect(found('[href], [src], [srcset], [action]')).toHaveCount(0);
  await expect(page.locator('#root')).toHaveCount(1);
  expect(await detail(page).locator('.selectable [id]').count()).toBe(0);

  // Only addresses of the web can be had, and only to copy.
  const links = detail(page).locator('[title^="Copy "]');
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('title')))).toEqual([
    'Copy https://example.org/good',
    'Copy https://example.org/auto',
    'Copy http://www.example.org/',
  ]);
  const before = page.url();
  for (const link of await links.all()) await link.click();
  for (const text of ['script', 'file', 'data', 'relative', 'anchor', 'mixed', 'protocol']) {
    await detail(page).getByText(text, { exact: true }).first().click();
  }
  expect(page.url()).toBe(before);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(dialogs).toEqual([]);
  const { origin } = new URL(before);
  expect(requests.filter((url) => !url.startsWith(origin))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a link of a README is copied', async ({ page }) => {
  await open(page, 'browse-readme');
  await page.evaluate(() => {
    window.addEventListener('copy', (event) => {
      document.title = event.clipboardData?.getData('text/plain') ?? '';
    });
  });
  await page.getByRole('button', { name: 'handbook' }).click();
  await expect(page.getByText('Copied https://example.org/handbook')).toBeVisible();
  await expect(page).toHaveTitle('https://example.org/handbook');
});

for (const state of ['browse-readme-huge', 'browse-readme-nested']) {
  test(`${state} does not hold the window up`, async ({ page }) => {
    await open(page, state);
    await expect(detail(page).getByRole('region', { name: 'A look at the project' })).toBeVisible({
      timeout: 3_000,
    });
    await page.getByRole('tab', { name: 'Files' }).click();
    const started = Date.now();
    await page.getByRole('tab', { name: 'README' }).click();
    await expect(detail(page).getByRole('region', { name: 'A look at the project' })).toBeVisible();
    expect(Date.now() - started).toBeLessThan(3_000);
  });
}

test('a huge README says that it goes on', async ({ page }) => {
  await open(page, 'browse-readme-huge');
  await expect(page.getByText(/longer than what is shown here/)).toBeVisible();
});

test('nobody is asked before there is something to show; Retry asks again', async ({ page }) => {
  await open(page, 'swarm-not-mine');
  const calls = () => page.evaluate(() => window.gallery?.calls.map(({ name }) => name) ?? []);
  expect(await calls()).toEqual([]);
  await page.getByRole('tab', { name: 'README' }).click();
  await expect.poll(calls).toEqual(['browse']);

  await open(page, 'browse-failed');
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect.poll(calls).toEqual(['browse', 'browse']);
});

test('another copy, and another branch of it, are looked at', async ({ page }) => {
  await open(page, 'browse-readme');
  const asked = () => page.evaluate(() => window.gallery?.calls.map(({ params }) => params) ?? []);
  const swarm = kernelTools.id;
  await expect.poll(asked).toEqual([{ swarm }]);
  await page.getByRole('button', { name: /Branch or tag/ }).click();
  await page.getByRole('option', { name: 'ftrace-ui' }).click();
  await expect.poll(asked).toEqual([{ swarm }, { swarm, peer: anchovy.id, head: 'ftrace-ui' }]);
  await page.getByRole('button', { name: /Whose copy/ }).click();
  await page.getByRole('option', { name: 'Herring’s copy' }).click();
  await expect.poll(async () => (await asked()).at(-1)).toEqual({ swarm, peer: herring.id });
});
