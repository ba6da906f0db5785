import { expect, type Page } from '@playwright/test';
import { crowd } from '../../renderer/gallery/fixtures/people.ts';
import { has, head, MINUTE, project } from '../../renderer/gallery/fixtures/projects.ts';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

const list = (page: Page) => page.getByRole('listbox', { name: 'Projects nearby' });

test('a full room shows only the rows on screen', async ({ page }) => {
  await open(page, 'nearby-full-room');
  await expect(page.getByText('2,000 projects, 500 people')).toBeVisible();
  expect(await page.getByRole('option').count()).toBeLessThan(80);
});

test('a full room scrolls at the pace of the screen', async ({ page }) => {
  await open(page, 'nearby-full-room');
  const frames = await list(page).evaluate(async (element) => {
    const times: number[] = [];
    for (let i = 0; i < 120; i += 1) {
      element.scrollTop += 90;
      times.push(await new Promise<number>(requestAnimationFrame));
    }
    return times.slice(1).map((time, i) => time - (times[i] ?? time));
  });
  frames.sort((a, b) => a - b);
  // At 60 frames a second each takes 17 ms; a busy machine may drop a few.
  expect(frames[Math.floor(frames.length / 2)]).toBeLessThan(25);
});

test('the list keeps its place when a project arrives above', async ({ page }) => {
  await open(page, 'nearby-full-room');
  await list(page).evaluate((element) => {
    element.scrollTop = 4_000;
  });
  const row = page.getByRole('option', { name: /project-0048/ });
  await expect(row).toBeVisible();
  const before = (await row.boundingBox())?.y;

  const [owner] = crowd(1);
  if (owner === undefined) throw new Error('nobody to have it');
  const newcomer = project(
    1,
    'aaa-newcomer',
    'Sorts before all',
    [],
    [has(owner, [head([], { name: 'main', subject: 'Begin', ago: MINUTE })])],
  );
  await page.evaluate(
    (value) => window.gallery?.change([{ set: 'swarms', key: value.id, value }]),
    newcomer,
  );
  await expect(page.getByText('2,001 projects')).toBeVisible();
  expect((await row.boundingBox())?.y).toBe(before);
});

test('at the top of the list, what arrives is seen', async ({ page }) => {
  await open(page, 'nearby-none-of-mine');
  const [owner] = crowd(1);
  if (owner === undefined) throw new Error('nobody to have it');
  const newcomer = project(1, 'aaa-newcomer', null, [], [has(owner, [head([], { name: 'main' })])]);
  await page.evaluate(
    (value) => window.gallery?.change([{ set: 'swarms', key: value.id, value }]),
    newcomer,
  );
  await expect(page.getByRole('option', { name: /aaa-newcomer/ })).toBeInViewport();
});
