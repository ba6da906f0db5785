import { rmSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { temporaryFolder } from '../../../engine/testing/temporary-folder.ts';
import { Lab } from '../../lab/lab.ts';
import { labObstacle } from '../../lab/obstacle.ts';
import { Crowd } from '../../support/crowd.ts';
import type { Ui } from '../ui.ts';
import { type LabWindow, openLabApp, skipWithoutShell } from './lab-window.ts';

const obstacle = labObstacle();
test.skip(obstacle !== null, obstacle ?? '');
// One room, in which five hundred people meet once.
test.describe.configure({ mode: 'default', timeout: 600_000 });

const PORT = 7655;
const PEOPLE = 500;
const PROJECTS_OF_EACH = 4;
/** As many rows fill the highest screen, and some more above and below. */
const ON_SCREEN = 80;

let folder: string;
let lab: Lab<'here'>;
let crowd: Crowd;
let open: LabWindow;
let page: Page;
let ui: Ui;

test.beforeAll(async () => {
  folder = temporaryFolder();
  skipWithoutShell();
  lab = await Lab.create({ hosts: ['here'] });
  const host = lab.host('here');
  open = await openLabApp(host, {
    ...{ name: 'Smelt', folder, args: ['--no-mdns', '--listen', `0.0.0.0:${PORT}`] },
  });
  ({ page, ui } = open);
  const [people, projectsOfEach] = [PEOPLE, PROJECTS_OF_EACH];
  crowd = await Crowd.meet(host, { port: PORT, people, projectsOfEach });
  await expect(page.getByText('2,000 projects, 500 people')).toBeVisible({ timeout: 120_000 });
});

test.afterAll(async () => {
  await crowd?.[Symbol.asyncDispose]();
  await open?.[Symbol.asyncDispose]();
  await lab?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const list = () => page.getByRole('listbox', { name: 'Projects nearby' });

/** Scrolls by what is on screen, until the end of the list. */
async function toTheEnd(): Promise<void> {
  await list().evaluate(async (element) => {
    const isAtTheEnd = () => element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
    while (!isAtTheEnd()) {
      element.scrollTop += element.clientHeight;
      await new Promise(requestAnimationFrame);
    }
  });
}

for (const changes of [0, 50]) {
  const meanwhile = changes === 0 ? 'nothing moves' : `${changes} heads a second move`;

  test(`a room of 500 people and 2,000 projects can be used while ${meanwhile}`, async () => {
    if (changes > 0) crowd.moveHeads(changes);
    await test.step('it scrolls to its end, and holds only the rows on screen', async () => {
      await toTheEnd();
      await expect(ui.project('person-500-3')).toBeVisible();
      expect(await page.getByRole('option').count()).toBeLessThan(ON_SCREEN);
      await list().evaluate((element) => {
        element.scrollTop = 0;
      });
      await expect(ui.project('person-1-0')).toBeVisible();
    });

    await test.step('it is searched', async () => {
      await ui.search.fill('person-250-');
      await expect(list().getByRole('option')).toHaveText([
        ...[/person-250-0/, /person-250-1/, /person-250-2/, /person-250-3/],
      ]);
      await ui.search.fill('Person 250');
      await expect(list().getByRole('option')).toHaveCount(PROJECTS_OF_EACH);
      await ui.search.fill('');
      await expect(page.getByText('2,000 projects, 500 people')).toBeVisible();
    });

    await test.step('a project opens, and what its heads are', async () => {
      await ui.project('person-1-2').click();
      const detail = ui.detail('person-1-2');
      await expect(detail.getByRole('row')).toHaveCount(3);
      await expect(detail.getByText('Change 0 of person-1-2')).toBeVisible();
    });

    await test.step('a person opens, and what they have', async () => {
      await ui.person('Person 3').first().click();
      await expect(ui.detail('Person 3')).toContainText('person-3-3');
      await expect(ui.person('Person 3').first()).toHaveAttribute('aria-selected', 'true');
    });
  });
}
