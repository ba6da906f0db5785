import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloneAt, git, untouchables } from '../../engine/testing/git.ts';
import { aliasFromName } from '../../shared/domain/git/tracking-refs.ts';
import { expect, type Project, test } from './test.ts';

/** A copy of the project that its owner works in, and shares. */
function workingCopy(directory: string, { name, path }: Project): string {
  const copy = join(directory, name);
  git(directory, ['clone', '--quiet', '--no-local', path, copy]);
  return copy;
}

function commit(repository: string, message: string): string {
  writeFileSync(join(repository, 'work.txt'), `${message}\n`);
  git(repository, ['add', 'work.txt']);
  git(repository, ['commit', '--quiet', '-m', message]);
  return git(repository, ['rev-parse', 'HEAD']);
}

test('who is followed is fetched without a click, announced, and can be undone', async ({
  app,
  ui,
  teammate,
  project,
}) => {
  const anna = await teammate('Anna');
  const hers = workingCopy(anna.directory, project);
  await anna.json('share', hers);
  const tracking = `refs/remotes/${aliasFromName(anna.name)}/main`;
  const mine = join(app.directory, 'mine', project.name);
  cloneAt(project.path, 'main~200', mine);
  const before = untouchables(mine);
  const at = (ref: string) => git(mine, ['for-each-ref', '--format=%(objectname)', ref]);

  await ui.goTo('My repositories');
  await app.folders.add(() => ui.button(/^Add/).click(), mine);
  await expect(ui.detail(project.name)).toBeVisible();
  await ui.goTo('Nearby');
  await ui.project(project.name, 'You have these').click();
  await app.page.getByRole('tab', { name: /^People/ }).click();
  await ui.button(`Follow ${anna.name}`).click();
  await expect.poll(() => at(tracking)).toBe(git(hers, ['rev-parse', 'main']));
  await expect(ui.person(anna.name)).toContainText('followed');

  const notices = app.page.getByRole('region', { name: 'Notices' });
  await expect(notices.getByText(/main is new.*, \d+ tags changed$/)).toBeVisible();
  const old = at(tracking);
  await app.desktop?.lookAway();
  const work = commit(hers, 'Follow me');
  await expect.poll(() => at(tracking)).toBe(work);
  const news = { title: `${anna.name} in ${project.name}`, body: 'main has 1 new commit' };
  await expect(notices.getByText(news.body)).toBeVisible();
  if (app.desktop === null) {
    // That of what came before may still be there.
    const notice = notices.getByRole('alertdialog').filter({ hasText: news.body });
    await notice.getByRole('button', { name: 'See' }).click();
  } else {
    await expect.poll(async () => (await app.desktop?.announced())?.at(-1)).toEqual(news);
    await app.desktop.open();
  }

  // It leads to the head that it is about.
  await expect(app.page.getByRole('heading', { name: 'Follow me' })).toBeVisible();
  await ui.goTo('Activity');
  await ui.button('Undo: main has 1 new commit').click();
  await expect.poll(() => at(tracking)).toBe(old);
  await expect(app.page.getByText('undone')).toBeVisible();
  expect(untouchables(mine)).toBe(before);

  // There is a way back, from here and from the project.
  await ui.goTo('Nearby');
  await app.page.getByRole('tab', { name: /^Heads/ }).click();
  const head = ui.head(`${aliasFromName(anna.name)}/main`);
  await expect(head).toContainText('undone');
  await head.getByRole('button', { name: `Fetch again from ${anna.name}` }).click();
  await expect.poll(() => at(tracking)).toBe(work);
  await expect(head).toContainText('Fetched');
  expect(untouchables(mine)).toBe(before);
});

test('a project is looked at before it is taken', async ({ app, ui, teammate, project }) => {
  const anna = await teammate('Anna');
  await anna.json('share', project.path);
  await ui.project(project.name, 'In the room').click();
  const look = app.page.getByRole('region', { name: 'A look at the project' });
  await app.page.getByRole('tab', { name: 'README' }).click();
  await expect(look.getByRole('heading', { name: 'Example' })).toBeVisible();
  await expect(look).toContainText(`${anna.name}’s copy`);
  await app.page.getByRole('tab', { name: 'Commits' }).click();
  await expect(look.getByText('Change 999')).toBeVisible();
  await app.page.getByRole('tab', { name: 'Files' }).click();
  const files = look.getByRole('list', { name: 'Files and folders' });
  await expect(files).toContainText('README.md');
  await expect(files).not.toContainText('feature.txt');
  await ui.button(/Branch or tag/).click();
  await app.page.getByRole('option', { name: 'feature/ünïcode' }).click();
  await expect(files).toContainText('feature.txt');
});
