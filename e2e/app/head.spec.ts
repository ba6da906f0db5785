import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { cloneAt, fsck, git } from '../../engine/testing/git.ts';
import { aliasFromName } from '../../shared/domain/git/tracking-refs.ts';
import { expect, test } from './test.ts';

/** Commits a change of one file. */
function write(directory: string, path: string, content: string, message: string): void {
  writeFileSync(join(directory, path), content);
  git(directory, ['add', path]);
  git(directory, ['commit', '--quiet', '-m', message]);
}

const LINES = ['one', 'two', 'three', 'four', 'five'];
const text = (lines: readonly string[]) => lines.map((line) => `const ${line} = 1;\n`).join('');

const head = (page: Page) => page.locator('[data-region="head"]');
const diff = (page: Page) => page.getByRole('region', { name: /^Changes in/ });

test('a head is read before it is fetched, then fetched, checked out, merged, and all of it undone', async ({
  app,
  ui,
  teammate,
  seed,
}) => {
  const name = `tide-gauge-${seed}`;
  const anna = await teammate('Anna');
  const hers = join(anna.directory, name);
  git(anna.directory, ['init', '--quiet', '--initial-branch=main', hers]);
  write(hers, 'gauge.ts', text(LINES), `Begin ${name}`);
  const mine = join(app.directory, name);
  cloneAt(hers, 'main', mine);
  git(hers, ['switch', '--quiet', '-c', 'spring-tide']);
  write(hers, 'gauge.ts', text(['one', 'two', 'three', 'four', 'six']), 'Read the spring tide');
  await anna.json('share', hers);
  const alias = aliasFromName(anna.name);

  await ui.goTo('My repositories');
  await app.folders.add(() => ui.button(/^Add/).click(), mine);
  await expect(ui.detail(name)).toBeVisible();
  await ui.goTo('Nearby');
  await ui.project(name, 'You have these').click();
  const row = ui.head(`${alias}/spring-tide`);
  await expect(row).toContainText('new');
  await row.press('Enter');

  // Not here yet: Anna's Shoal tells what is in it.
  await expect(head(app.page).getByRole('heading', { level: 1 })).toHaveText(
    'Read the spring tide',
  );
  await expect(diff(app.page)).toContainText('const five = 1;');
  await expect(diff(app.page)).toContainText('const six = 1;');
  await head(app.page).getByRole('button', { name: 'Fetch', exact: true }).click();

  const merge = head(app.page).getByRole('button', { name: 'Merge into main…' });
  await expect(merge).toBeVisible();
  await merge.click();
  await ui.button('Merge').click();
  await expect(head(app.page)).toContainText('Merged: your main has moved along');
  const theirs = git(hers, ['rev-parse', 'spring-tide']);
  expect(git(mine, ['rev-parse', 'main'])).toBe(theirs);
  await ui.button('Undo').click();
  await expect(head(app.page)).not.toContainText('Merged:');
  await expect(merge).toBeVisible();
  expect(git(mine, ['rev-parse', 'main'])).not.toBe(theirs);

  await head(app.page).getByRole('button', { name: 'Check out', exact: true }).click();
  await expect(head(app.page)).toContainText('You are on spring-tide now.');
  expect(git(mine, ['symbolic-ref', '--short', 'HEAD'])).toBe('spring-tide');
  expect(git(mine, ['status', '--porcelain'])).toBe('');
  await ui.button('Undo').click();
  await expect(head(app.page)).not.toContainText('You are on spring-tide now.');
  expect(git(mine, ['symbolic-ref', '--short', 'HEAD'])).toBe('main');
  expect(fsck(mine)).toBe('');

  await app.page.keyboard.press('Escape');
  await expect(row).toBeFocused();
});

test('a head of a project that I have no copy of is read, and once it is cloned, it is seen from there', async ({
  app,
  ui,
  teammate,
  seed,
}) => {
  const name = `buoy-log-${seed}`;
  const anna = await teammate('Anna');
  const hers = join(anna.directory, name);
  git(anna.directory, ['init', '--quiet', '--initial-branch=main', hers]);
  write(hers, 'buoy.ts', text(LINES), `Begin ${name}`);
  git(hers, ['switch', '--quiet', '-c', 'night-watch']);
  write(hers, 'buoy.ts', text(['one', 'two', 'three', 'four', 'six']), 'Watch at night');
  git(hers, ['switch', '--quiet', 'main']);
  await anna.json('share', hers);

  await ui.project(name, 'In the room').click();
  await ui.head(`${aliasFromName(anna.name)}/night-watch`).press('Enter');
  await expect(head(app.page).getByRole('heading', { level: 1 })).toHaveText('Watch at night');
  await expect(head(app.page)).toContainText('1 commit not in main');
  await expect(diff(app.page)).toContainText('const six = 1;');

  await head(app.page).getByRole('button', { name: 'Clone…' }).click();
  await app.folders.cloneInto(app.directory, name);
  await ui.button('Clone').click();
  await expect(head(app.page).getByRole('button', { name: 'Merge into main…' })).toBeVisible();
  await expect(diff(app.page)).toContainText('const six = 1;');
  expect(git(join(app.directory, name), ['symbolic-ref', '--short', 'HEAD'])).toBe('main');
});

test('a conflict leads from its row to the lines of both', async ({ app, ui, teammate, seed }) => {
  const name = `pier-map-${seed}`;
  const anna = await teammate('Anna');
  const hers = join(anna.directory, name);
  git(anna.directory, ['init', '--quiet', '--initial-branch=main', hers]);
  write(hers, 'pier.ts', text(LINES), `Begin ${name}`);
  const mine = join(app.directory, name);
  cloneAt(hers, 'main', mine);
  write(hers, 'pier.ts', text(['one', 'two', 'hers', 'four', 'five']), 'As Anna has it');
  write(mine, 'pier.ts', text(['one', 'two', 'mine', 'four', 'five']), 'As I have it');
  await anna.json('share', hers);

  await ui.goTo('My repositories');
  await app.folders.add(() => ui.button(/^Add/).click(), mine);
  await expect(ui.detail(name)).toBeVisible();
  await ui.goTo('Nearby');
  await ui.project(name, 'You have these').click();
  await ui.button(/^Fetch 1 new head/).click();
  await ui.button('Conflicts in 1 file').click();
  await ui.button('pier.ts').click();

  const conflict = diff(app.page).getByRole('region', {
    name: `You and ${anna.name} changed these lines`,
  });
  await expect(conflict).toContainText('const mine = 1;');
  await expect(conflict).toContainText('const hers = 1;');
  await expect(conflict).toContainText('As I have it');
  await expect(conflict).toContainText('As Anna has it');
  await head(app.page).getByRole('button', { name: 'Merge…' }).click();
  await expect(app.page.getByRole('dialog')).toContainText('git merge');
});
