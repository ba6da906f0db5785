import { join } from 'node:path';
import { buildRepository } from '../../../engine/testing/build-repository.ts';
import { git } from '../../../engine/testing/git.ts';
import type { DepotLog } from '../../../shared/api/depot-push-contract.ts';
import { expect, test } from '../test.ts';

const NAME = 'pier-log';

test('a depot that refuses at first is pushed to once a role is given, and roles are given on', async ({
  app,
  ui,
  teammate,
  seed,
}) => {
  const [anna, depot] = await Promise.all([
    teammate('Anna'),
    teammate('Depot', ['--depot', join(app.directory, 'depot'), '--mirror', '*']),
  ]);
  const hers = join(anna.directory, NAME);
  buildRepository(hers, { commits: 12, files: 3, seed });
  const mine = join(app.directory, 'mine', NAME);
  git(anna.directory, ['clone', '--quiet', '--no-local', hers, mine]);
  await anna.json('share', hers, '--to', 'everyone');
  await anna.untilSwarm(NAME, 1);
  await ui.goTo('My repositories');
  await app.folders.add(() => ui.button(/^Add/).click(), mine);
  await expect(ui.detail(NAME)).toBeVisible();
  await ui.goTo('Nearby');
  await ui.project(NAME, 'You have these').click();
  await ui.button('Push to depot…').press('Enter');

  const { page } = app;
  const forbidden = page.getByRole('region', { name: 'You may not push here yet' });
  await expect(forbidden).toContainText(`Ask ${anna.name}`);
  const { peers } = await anna.json<{ peers: { id: string; name: string }[] }>('nearby');
  const me = peers.find(({ name }) => name === app.name)?.id ?? '';
  await anna.json('depot', 'grant', NAME, me, 'maintainer', '--refs', 'main');
  await expect(page.getByText('You maintain main here.', { exact: false })).toBeVisible();

  await ui.button(/^Push .*main$/).press('Enter');
  const pushed = page.getByText(`main is at ${depot.name} now.`, { exact: false });
  await expect(pushed).toBeVisible();
  await expect(page.getByText('nothing to push')).toBeVisible();
  git(mine, ['commit', '--quiet', '--allow-empty', '-m', 'One more pier']);
  await ui.button('Push 1 commit of main').press('Enter');
  const log = () => anna.json<DepotLog & Record<string, unknown>>('depot', 'log', NAME);
  const head = git(mine, ['rev-parse', 'main']);
  await expect
    .poll(async () => (await log()).refs)
    .toEqual([{ ref: 'refs/heads/main', oid: head }]);

  await page.getByRole('radio', { name: 'Who may push' }).press('Space');
  const roles = page.getByRole('list', { name: 'People with a role' });
  await expect(roles.getByRole('listitem')).toHaveCount(2);
  await ui.button('Let somebody push…').press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /\bWho\b/ }).press('Enter');
  await page.getByRole('option', { name: /^Somebody else/ }).press('Enter');
  await dialog.getByRole('textbox', { name: 'Six words, or the id' }).fill(depot.id);
  await dialog.getByRole('button', { name: 'Give this role' }).press('Enter');
  await expect(roles.getByRole('listitem')).toHaveCount(3);
  await ui.button(`Take back the role of ${depot.name}`).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take it back' }).press('Enter');
  await expect(roles.getByRole('listitem')).toHaveCount(2);

  await page.getByRole('radio', { name: 'Log' }).press('Space');
  await expect(page.getByText('6 entries, each signed', { exact: false })).toBeVisible();
  const done = page.getByRole('list', { name: /^What was done/ });
  await expect(done).toContainText(`${app.name} took back the role of ${depot.name}`);
});
