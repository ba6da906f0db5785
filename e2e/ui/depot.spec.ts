import { expect, type Page } from '@playwright/test';
import { depot } from '../../renderer/gallery/fixtures/people.ts';
import { repositoryId, swarmId } from '../../renderer/gallery/fixtures/projects.ts';
import { STATES } from '../../renderer/gallery/states.ts';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

const calls = (page: Page, name: string) =>
  page.evaluate(
    (wanted) => (window.gallery?.calls ?? []).filter((call) => call.name === wanted),
    name,
  );

test('a project goes to a depot by keyboard, and back to where that was done', async ({ page }) => {
  await open(page, 'swarm-to-push');
  const offer = page.getByRole('button', { name: 'Push to depot…' });
  await offer.press('Enter');
  await expect(page.getByRole('main', { name: 'harbour-map at Harbour depot' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(offer).toBeFocused();
  await page.getByRole('option', { name: /harbour-map/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Push to depot…' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'harbour-map at Harbour depot' })).toBeVisible();
});

test('a branch of mine is chosen, and pushed as it was seen', async ({ page }) => {
  await open(page, 'push');
  await page.getByRole('button', { name: 'Push 3 commits of main' }).press('Enter');
  await expect(page.getByText('main is at Harbour depot now.', { exact: false })).toBeVisible();
  const [asked] = await calls(page, 'depot.push');
  expect(asked?.params).toMatchObject({
    gitDir: '/home/mackerel/code/harbour-map',
    wanted: [{ ref: 'refs/heads/main', forced: false, seen: expect.stringMatching(/^c+2$/) }],
  });
  await page.getByRole('button', { name: 'See it in the log' }).press('Enter');
  await expect(page.getByRole('list', { name: 'What was done, the newest first' })).toBeVisible();
});

test('what cannot be pushed says why, and what to do instead', async ({ page }) => {
  await open(page, 'push');
  await page.getByRole('radio', { name: /main/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Push release/2' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('You have 2 commits that Harbour depot lacks')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Push/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Fetch from Harbour depot' }).press('Enter');
  await expect.poll(() => calls(page, 'fetch')).toHaveLength(1);
});

test('a refusal is told in plain words, and a push under way can be given up', async ({ page }) => {
  await open(page, 'push-too-late');
  await page.getByRole('button', { name: 'Push 3 commits of main' }).press('Enter');
  await expect(page.getByRole('alert')).toContainText('Somebody else has pushed to Harbour depot');
  await open(page, 'push-under-way');
  await expect(page.getByRole('status').filter({ hasText: 'Pushing main…' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Push 3 commits of main' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
});

test('who may not push learns whom to ask, and a depot that lies is an alarm', async ({ page }) => {
  for (const [state, why] of [
    ['push-no-role', 'Nobody has given you a role'],
    ['push-role-revoked', 'was taken back'],
    ['push-role-expired', 'has expired'],
  ] as const) {
    await open(page, state);
    const told = page.getByRole('region', { name: 'You may not push here yet' });
    await expect(told).toContainText(why);
    await expect(told).toContainText('Ask Anchovy');
    await expect(told.getByRole('listitem')).toHaveCount(6);
  }
  await open(page, 'push-alarm');
  await expect(page.getByRole('alert')).toContainText('does not tell the truth');
  await page.getByRole('button', { name: 'It has begun anew…' }).press('Enter');
  await page.getByRole('button', { name: 'Take it as it is now' }).press('Enter');
  await expect.poll(() => calls(page, 'depot.log')).toMatchObject([{ params: { accept: true } }]);
});

test('a depot that shows none of its pushes is an alarm wherever it is met, with the way out', async ({
  page,
}) => {
  await open(page, 'problems-depot');
  const hidden = STATES['problems-depot']?.state.problems.depots?.depot?.copy;
  const banner = page.getByRole('alert');
  await expect(banner).toContainText('Harbour depot hides pushes to this project');
  await banner.getByRole('button', { name: 'It has begun anew…' }).press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Take what Harbour depot shows now?' });
  await expect(question.getByRole('button', { name: 'No, go on refusing it' })).toBeFocused();
  await page.keyboard.press('Escape');
  expect(await calls(page, 'depot.log')).toEqual([]);
  await banner.getByRole('button', { name: 'It has begun anew…' }).press('Enter');
  await question.getByRole('button', { name: 'Take it as it is now' }).press('Enter');
  await expect
    .poll(() => calls(page, 'depot.log'))
    .toMatchObject([{ params: { swarm: swarmId(1), peer: depot.id, copy: hidden, accept: true } }]);
  // Where one pushes, too: it is no depot that is away, or that there never was.
  await page.getByRole('button', { name: 'Push to depot…' }).press('Enter');
  const alarm = page.getByRole('main').getByRole('alert');
  await expect(alarm).toContainText('This depot does not tell the truth');
  // It is told there, and not a second time across the window.
  await expect(page.getByText('hides pushes to this project')).toHaveCount(1);
  await expect(page.getByRole('alert')).toHaveCount(1);
  // Its log is answered here, and says nothing of it.
  await page.getByRole('radio', { name: 'Log', exact: true }).press('Space');
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
  await expect(banner).toContainText('Harbour depot hides pushes to this project');
  await open(page, 'push-takes-none');
  await expect(page.getByText('Harbour depot takes no pushes for this project')).toBeVisible();
});

test('of two copies at one depot, what is pushed and accepted is that which is looked at', async ({
  page,
}) => {
  await open(page, 'push-two-copies');
  const which = page.getByRole('button', { name: 'Which depot' });
  await expect(which).toContainText('Harbour depot, for Anchovy');
  await page.getByRole('button', { name: 'Push 3 commits of main' }).press('Enter');
  await which.press('Enter');
  await page.getByRole('option', { name: 'Harbour depot, for you' }).press('Enter');
  await expect(which).toContainText('Harbour depot, for you');
  await page.getByRole('button', { name: 'Push 3 commits of main' }).press('Enter');
  await expect.poll(() => calls(page, 'depot.push')).toHaveLength(2);
  const [annas, mine] = await calls(page, 'depot.push');
  expect(mine?.params).toMatchObject({ peer: depot.id, copy: repositoryId(91) });
  expect(annas?.params).not.toMatchObject({ copy: repositoryId(91) });
  for (const [part, command] of [
    ['Log', 'depot.log'],
    ['Push', 'depot.look'],
  ] as const) {
    await page.getByRole('radio', { name: part, exact: true }).press('Space');
    await expect
      .poll(async () => (await calls(page, command)).at(-1)?.params)
      .toMatchObject({ peer: depot.id, copy: repositoryId(91) });
  }
});

test('a role is given to a key, with its branches and an end', async ({ page }) => {
  await open(page, 'depot-grant');
  const dialog = page.getByRole('dialog');
  // Who has a role already is not meant unless chosen.
  await expect(dialog.getByText('The six words of Herring')).toBeVisible();
  await dialog.getByRole('button', { name: /\bWho\b/ }).press('Enter');
  await page.getByRole('option', { name: 'Anchovy', exact: true }).press('Enter');
  await expect(dialog).toContainText('Anchovy has a role already');
  await dialog.getByRole('radio', { name: 'Maintainer' }).press('Space');
  await dialog.getByRole('textbox', { name: 'Branches' }).fill('main, a..b');
  await dialog.getByRole('button', { name: 'Give this role' }).press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('“a..b” is no name of branches');
  await dialog.getByRole('textbox', { name: 'Branches' }).fill('main, release/*');
  await dialog.getByRole('button', { name: 'Give this role' }).press('Enter');
  const patterns = [{ refs: 'refs/heads/main' }, { refs: 'refs/heads/release/*' }];
  await expect
    .poll(() => calls(page, 'depot.grant'))
    .toMatchObject([{ params: { role: { role: 'maintainer', patterns } } }]);
});

test('a role is taken back after a question, and by whoever may', async ({ page }) => {
  await open(page, 'depot-revoke');
  const question = page.getByRole('alertdialog', { name: 'Take back the role of Herring?' });
  await expect(question.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await question.getByRole('button', { name: 'Take it back' }).press('Enter');
  await expect.poll(() => calls(page, 'depot.revoke')).toHaveLength(1);
  await open(page, 'depot-roles-contributor');
  // Nobody's but one's own.
  await expect(page.getByRole('button', { name: /^Take back the role of/ })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Let somebody push…' })).toHaveCount(0);
});

test('an invitation shows what it holds before it is accepted', async ({ page }) => {
  await open(page, 'connect-invited');
  const held = page.getByRole('region', { name: 'What this invitation holds' });
  for (const part of ['Herring', 'harbour-map', '203.0.113.20:7654', 'relay.example.org:7654']) {
    await expect(held).toContainText(part);
  }
  await expect(held).toContainText('https://example.org/shoal/');
  await page.getByRole('button', { name: 'Accept the invitation' }).press('Enter');
  await expect.poll(() => calls(page, 'reach.join')).toHaveLength(1);
  await open(page, 'connect-invite-past');
  await expect(page.getByRole('button', { name: 'Accept the invitation' })).toBeDisabled();
  await expect(page.getByText('This invitation has expired.', { exact: false })).toBeVisible();
});
