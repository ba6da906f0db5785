import { join } from 'node:path';
import { cloneAt, git } from '../../engine/testing/git.ts';
import { expect, test } from './test.ts';

test('for an evening everybody sees what is open, and who hacks on it', async ({
  app,
  ui,
  teammate,
  project,
}) => {
  const anna = await teammate('Anna');
  const hers = join(anna.directory, project.name);
  cloneAt(project.path, 'main', hers);
  await anna.json('share', hers, '--to', 'trusted');
  await ui.goTo('Room');
  await expect(app.page.getByRole('heading', { name: 'The room is off' })).toBeVisible();

  await anna.json('room', 'on', '--guests');
  const projects = app.page.getByRole('region', { name: 'Who hacks on what' });
  await expect(projects.getByRole('listitem').first()).toContainText(anna.name);
  const commits = app.page.getByRole('region', { name: 'Latest commits' });
  await expect(commits).toContainText(`in ${project.name}`);
  git(hers, ['commit', '--quiet', '--allow-empty', '-m', 'Seen by the whole room']);
  await expect(commits).toContainText('Seen by the whole room');
  await ui.button('Show on a projector').click();
  const projector = app.page.getByRole('dialog', { name: 'In this room' });
  await expect(projector).toContainText('Seen by the whole room');
  await app.page.keyboard.press('Escape');
  await expect(projector).toHaveCount(0);

  await anna.json('room', 'off');
  await expect(app.page.getByRole('heading', { name: 'The room is off' })).toBeVisible();
  const { repositories } = await anna.json<{ repositories: { visibility: unknown }[] }>('status');
  expect(repositories.map(({ visibility }) => visibility)).toEqual([{ to: 'trusted' }]);
});
