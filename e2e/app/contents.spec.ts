import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../engine/testing/git.ts';
import { expect, test } from './test.ts';

test('commits and files of a project of mine are read in the window, and what is new when one comes back', async ({
  app,
  ui,
  project,
}) => {
  const { page } = app;
  const mine = join(app.directory, 'mine', project.name);
  git(app.directory, ['clone', '--quiet', '--no-local', project.path, mine]);
  await ui.goTo('My repositories');
  await app.folders.add(() => ui.button(/^Add/).click(), mine);
  await ui.button('Commits and files').click();
  const newest = page
    .getByRole('listbox', { name: 'Commits, newest first' })
    .getByRole('option')
    .first();
  await expect(newest).toContainText(git(mine, ['log', '-1', '--format=%s']));
  await expect(page.getByRole('region', { name: /^Changes in/ })).toBeVisible();

  writeFileSync(join(mine, 'tide notes.md'), '# High water\n');
  git(mine, ['add', '--all']);
  git(mine, ['commit', '--quiet', '--message', 'Note when the water is high']);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(newest).toContainText('Note when the water is high');
  await newest.click();
  await expect(page.getByRole('region', { name: 'Changes in tide notes.md' })).toContainText(
    '# High water',
  );

  await page.getByRole('radio', { name: 'Files' }).click();
  await page.getByRole('treeitem', { name: 'tide notes.md' }).click();
  await expect(page.getByRole('region', { name: 'What is in tide notes.md' })).toContainText(
    'High water',
  );
  await page.keyboard.press('Escape');
  await expect(ui.detail(project.name)).toBeVisible();
});
