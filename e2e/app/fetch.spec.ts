import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cloneAt,
  fsck,
  git,
  refs,
  trackingRefsOf,
  untouchables,
} from '../../engine/testing/git.ts';
import { aliasFromName } from '../../shared/domain/git/tracking-refs.ts';
import { expect, type Project, test } from './test.ts';
import type { AppWindow } from './window/app-window.ts';

/** What I cloned some time ago, before a teammate went on. */
function olderClone(app: AppWindow, { name, path }: Project): string {
  const clone = join(app.directory, 'mine', name);
  cloneAt(path, 'main~200', clone);
  return clone;
}

test('one click brings exactly a teammate’s heads, and touches nothing else', async ({
  app,
  ui,
  teammate,
  project,
}) => {
  const anna = await teammate('Anna');
  await anna.json('share', project.path);
  const alias = aliasFromName(anna.name);
  const clone = olderClone(app, project);
  git(clone, ['commit', '--quiet', '--allow-empty', '-m', 'My own work']);
  writeFileSync(join(clone, 'README.md'), 'an edit that is not committed\n');
  const before = untouchables(clone);

  await expect(ui.person(anna.name)).toBeVisible();
  await expect(ui.project(project.name, 'In the room')).toBeVisible();
  await ui.goTo('My repositories');
  await app.folders.add(() => ui.button(/^Add/).click(), clone);
  await expect(ui.detail(project.name)).toContainText('Stays on this computer');
  await ui.goTo('Nearby');
  const row = ui.project(project.name, 'You have these');
  await expect(row).toContainText('new heads');
  await row.click();
  await expect(ui.head(`${alias}/main`)).toContainText('new');
  await ui.button(/^Fetch \d+ new heads$/).click();

  await expect(ui.transfer(project.name)).toContainText(/Fetched \d+ heads/);
  expect(refs(clone, 'refs/remotes').sort()).toEqual(trackingRefsOf(project.path, alias));
  expect(untouchables(clone)).toBe(before);
  expect(fsck(clone)).toBe('');

  await expect(ui.detail(project.name)).toContainText('Nothing to fetch');
  await expect(ui.button(/^Fetch/)).toHaveCount(0);
  await expect(row).toContainText('up to date');
  const ahead = git(clone, ['rev-list', '--count', `HEAD..refs/remotes/${alias}/main`]);
  await expect(ui.head(`${alias}/main`)).toContainText(`${ahead} ahead`);
  await expect(ui.head(`${alias}/main`)).toContainText('1 behind');
  await expect(ui.head(`${alias}/main`)).toContainText('Fetched');
});

test('where a name is taken another one is used, and told', async ({
  app,
  ui,
  teammate,
  project,
}) => {
  const anna = await teammate('Anna');
  await anna.json('share', project.path);
  const alias = aliasFromName(anna.name);
  const clone = olderClone(app, project);
  git(clone, ['remote', 'add', alias, 'https://example.invalid/other.git']);
  const before = untouchables(clone);

  await ui.goTo('My repositories');
  await app.folders.add(() => ui.button(/^Add/).click(), clone);
  await expect(ui.detail(project.name)).toBeVisible();
  await ui.goTo('Nearby');
  await ui.project(project.name, 'You have these').click();
  await ui.button(/^Fetch \d+ new heads$/).click();
  const other = `${alias}-${anna.id.slice(0, 8)}`;
  await expect(ui.transfer(project.name)).toContainText(/Fetched \d+ heads/);
  await expect(ui.transfer(project.name)).toContainText(`heads are kept under “${other}”`);
  expect(refs(clone, 'refs/remotes').sort()).toEqual(trackingRefsOf(project.path, other));
  expect(untouchables(clone)).toBe(before);
  await expect(ui.head(`${other}/main`)).toContainText('Fetched');
});

test('a project is found and fetched with the keyboard alone', async ({
  app,
  ui,
  teammate,
  project,
}) => {
  const anna = await teammate('Anna');
  await anna.json('share', project.path);
  const alias = aliasFromName(anna.name);
  const clone = olderClone(app, project);
  const { keyboard } = app.page;

  await expect(ui.project(project.name, 'In the room')).toBeVisible();
  await ui.tabTo(/^My repositories/);
  await keyboard.press('Enter');
  await ui.tabTo(/^Add/);
  await app.folders.add(() => keyboard.press('Enter'), clone);
  await expect(ui.detail(project.name)).toBeVisible();
  // In a browser, the question where it is lies over that until it is answered.
  await expect(app.page.getByRole('dialog')).toHaveCount(0);
  await keyboard.press('/');
  await expect(ui.search).toBeFocused();
  await keyboard.type(project.name);
  // What of it is new is worked out while the list already shows the project.
  await expect(ui.project(project.name, 'You have these')).toContainText('new heads');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(ui.detail(project.name)).toBeVisible();
  await expect(ui.button(/^Fetch \d+ new heads$/)).toBeVisible();
  await keyboard.press('f');

  await expect(ui.transfer(project.name)).toContainText(/Fetched \d+ heads/);
  expect(refs(clone, 'refs/remotes').sort()).toEqual(trackingRefsOf(project.path, alias));
});
