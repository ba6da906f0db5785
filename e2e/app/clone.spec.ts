import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRepository } from '../../engine/testing/build-repository.ts';
import { fsck, git, refs } from '../../engine/testing/git.ts';
import { expect, test } from './test.ts';

test('a clone into a chosen folder is, ref for ref, what git clone makes', async ({
  app,
  ui,
  teammate,
  project,
}) => {
  const anna = await teammate('Anna');
  await anna.json('share', project.path);
  const rival = join(app.directory, 'by-git');
  git(app.directory, ['clone', '--quiet', '--no-local', project.path, rival]);
  const parent = join(app.directory, 'by-shoal');
  const clone = join(parent, project.name);

  await ui.project(project.name, 'In the room').click();
  await ui.button('Clone…').click();
  await app.folders.cloneInto(parent, project.name);
  await ui.button('Clone').click();

  await expect(ui.transfer(project.name)).toContainText('Cloned, ');
  expect(refs(clone)).toEqual(refs(rival));
  const status = ['status', '--porcelain=v2', '--branch'];
  expect(git(clone, status)).toBe(git(rival, status));
  expect(fsck(clone)).toBe('');
  await expect(ui.project(project.name, 'You have these')).toContainText('up to date');
});

test('a folder that is not empty is left alone, and the dialog asks for another', async ({
  app,
  ui,
  teammate,
  project,
}) => {
  const anna = await teammate('Anna');
  await anna.json('share', project.path);
  const taken = join(app.directory, project.name);
  mkdirSync(taken);
  writeFileSync(join(taken, 'notes.txt'), 'mine\n');

  await ui.project(project.name, 'In the room').click();
  await ui.button('Clone…').click();
  await app.folders.cloneInto(app.directory, project.name);
  await ui.button('Clone').click();

  const dialog = app.page.getByRole('dialog', { name: `Clone ${project.name}` });
  await expect(dialog).toContainText(`${taken} exists and is not empty. Choose another folder.`);
  await expect(ui.button('Try again')).toHaveCount(0);
  await app.folders.cloneInto(join(app.directory, 'elsewhere'), project.name);
  await expect(dialog).not.toContainText('is not empty');
  await ui.button('Clone').click();
  await expect(dialog).toHaveCount(0);
  await expect(ui.transfer(project.name)).toContainText('Cloned, ');
  expect(readdirSync(taken)).toEqual(['notes.txt']);
});

test('a clone is shared back where the dialog says so, and the next one is offered alike', async ({
  app,
  ui,
  teammate,
  project,
}) => {
  const anna = await teammate('Anna');
  await anna.json('share', project.path);
  await ui.project(project.name, 'In the room').click();
  await ui.button('Clone…').click();
  const tick = app.page.getByRole('checkbox', { name: 'Share it back' });
  await expect(tick).not.toBeChecked();
  await tick.press('Space');
  await expect(app.page.getByRole('dialog')).toContainText(
    'Anyone who runs Shoal on this network.',
  );
  await app.folders.cloneInto(app.directory, project.name);
  await ui.button('Clone').click();
  await expect(ui.transfer(project.name)).toContainText('Cloned, ');

  await ui.goTo('My repositories');
  await expect(app.page.getByRole('option', { name: project.name })).toContainText(
    'everyone nearby',
  );
  await expect
    .poll(async () => {
      const { swarms } = (await anna.json('nearby')) as {
        swarms: { name: string; peers: unknown[] }[];
      };
      // Others on loopback share projects of their own.
      const own = swarms.filter(({ name }) => name === project.name);
      return own.map(({ peers }) => peers.length);
    })
    .toEqual([1]);
});

test('blocks are shown as they come, and a cancelled clone leaves nothing', async ({
  app,
  ui,
  teammate,
  seed,
}) => {
  const name = `large-log-${seed}`;
  const anna = await teammate('Anna');
  const source = join(anna.directory, name);
  buildRepository(source, { commits: 1_000, binaryBytes: 6_000_000, seed });
  await anna.json('share', source);

  await ui.project(name, 'In the room').click();
  await ui.button('Clone…').click();
  await app.folders.cloneInto(app.directory, name);
  await ui.button('Clone').click();

  const blocks = ui.transfer(name).getByRole('img', { name: /^[1-9]\d* of \d+ blocks/ });
  await expect(blocks).toHaveAccessibleName(new RegExp(`from ${anna.name}`));
  expect(existsSync(join(app.directory, name))).toBe(true);
  await ui.button('Cancel this transfer').click();

  await expect(ui.transfer(name)).toContainText('Cancelled, nothing was changed');
  expect(existsSync(join(app.directory, name))).toBe(false);
  await ui.goTo('Transfers');
  await expect(ui.detail(name)).toContainText('Cancelled, nothing was changed');
});

test('a clone that is paused waits, and goes on where it was', async ({
  app,
  ui,
  teammate,
  seed,
}) => {
  const name = `slow-log-${seed}`;
  const anna = await teammate('Anna');
  const source = join(anna.directory, name);
  buildRepository(source, { commits: 100, binaryBytes: 12_000_000, seed: seed + 10 });
  await anna.json('share', source);
  await anna.json('limits', '--upload', '2');

  await ui.project(name, 'In the room').click();
  await ui.button('Clone…').click();
  await app.folders.cloneInto(app.directory, name);
  await ui.button('Clone').click();
  // The first block may be a small one: of that alone, nothing would be seen to be kept.
  await expect(ui.transfer(name)).toContainText(new RegExp(`${name}[1-9]\\d* %`));
  await ui.button('Pause this transfer').click();
  await expect(ui.transfer(name)).toContainText(/paused at [1-9]\d* %/i);
  const told = await ui.transfer(name).textContent();
  await app.page.waitForTimeout(1_500);
  expect(await ui.transfer(name).textContent()).toBe(told);

  await anna.json('limits', '--upload', 'off');
  await ui.button('Resume').click();
  await expect(ui.transfer(name)).toContainText('Cloned, ');
  expect(fsck(join(app.directory, name))).toBe('');
});
