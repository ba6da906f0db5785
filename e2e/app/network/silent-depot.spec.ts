import { join } from 'node:path';
import { buildRepository } from '../../../engine/testing/build-repository.ts';
import { cloneAt, git } from '../../../engine/testing/git.ts';
import { ShoalNode } from '../../support/shoal-node.ts';
import { expect, test } from '../test.ts';

const NAME = 'sounding-log';

test('a depot that shows none of its pushes is refused in the window, until whoever runs it is believed', async ({
  app,
  ui,
  teammate,
  seed,
}) => {
  const mine = join(app.directory, 'mine', NAME);
  buildRepository(mine, { commits: 12, files: 3, seed: seed + 20 });
  const keeping = ['--depot', join(app.directory, 'depot'), '--mirror', '*'];
  const depot = await teammate('Depot', keeping);
  await ui.goTo('My repositories');
  await app.folders.add(() => ui.button(/^Add/).click(), mine);
  await ui.detail(NAME).getByRole('radio', { name: 'Everyone nearby' }).press('Space');
  await ui.goTo('Nearby');
  await ui.project(NAME, 'You have these').click();
  await ui.button('Push to depot…').press('Enter');
  await ui.button(/^Push .*main$/).press('Enter');
  const { page } = app;
  await expect(page.getByText(`main is at ${depot.name} now.`, { exact: false })).toBeVisible();

  // It comes back as if nobody had ever pushed there: with a copy of its own, of some days ago.
  const older = join(app.directory, 'older', NAME);
  cloneAt(mine, 'main~3', older);
  await depot.leave();
  const { name, directory } = depot;
  await using again = await ShoalNode.start(name, { directory });
  await again.json('share', older, '--to', 'everyone');
  const banner = page
    .getByRole('alert')
    .filter({ hasText: `${name} hides pushes to this project` });
  await expect(banner.first()).toBeVisible();
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'This depot does not tell the truth',
  );
  await page.keyboard.press('Escape');
  await expect(ui.button('Push to depot…')).toBeVisible();
  const fetched = () => git(mine, ['for-each-ref', 'refs/remotes']);
  expect(fetched()).toBe('');

  const alarm = banner.getByRole('button', { name: 'It has begun anew…' });
  await alarm.press('Enter');
  const question = page.getByRole('alertdialog', { name: `Take what ${name} shows now?` });
  await question.getByRole('button', { name: 'No, go on refusing it' }).press('Enter');
  await expect(question).toBeHidden();
  await expect(banner).toBeVisible();
  await alarm.press('Enter');
  await question.getByRole('button', { name: 'Take it as it is now' }).press('Enter');
  await expect(question).toBeHidden();
  await expect(banner).toBeHidden();
  expect(git(mine, ['rev-parse', 'main'])).not.toBe(git(older, ['rev-parse', 'main']));
});
