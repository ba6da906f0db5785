import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { buildRepository } from '../../engine/testing/build-repository.ts';
import type { ShoalNode } from '../support/shoal-node.ts';
import { expect, test } from './test.ts';

/** The names of the projects that this teammate is offered by someone. */
async function offeredTo(teammate: ShoalNode, by: string): Promise<string[]> {
  type Nearby = {
    peers: { id: string; name: string }[];
    swarms: { name: string; peers: string[] }[];
  };
  const { peers, swarms } = await teammate.json<Nearby>('nearby');
  const id = peers.find(({ name }) => name === by)?.id;
  return swarms.filter((swarm) => swarm.peers.some((peer) => peer === id)).map(({ name }) => name);
}

const choose = (page: Page, audience: string) =>
  page.getByRole('radiogroup', { name: 'Who may see it' }).getByText(audience).click();

test('nobody sees a repository until I say who, and only those', async ({
  app,
  ui,
  teammate,
  seed,
}) => {
  const [anna, cleo] = await Promise.all([teammate('Anna'), teammate('Cleo')]);
  const path = join(app.directory, 'pier-plans');
  buildRepository(path, { commits: 30, seed });
  const seenBy = (node: ShoalNode) => expect.poll(() => offeredTo(node, app.name));

  await ui.goTo('My repositories');
  await app.folders.add(() => ui.button(/^Add/).click(), path);
  await expect(ui.detail('pier-plans')).toContainText('3 heads to share');
  await expect(ui.person(anna.name)).toBeVisible();
  await expect(ui.person(cleo.name)).toBeVisible();
  await seenBy(anna).toEqual([]);

  await choose(app.page, 'Everyone nearby');
  await seenBy(anna).toEqual(['pier-plans']);
  await seenBy(cleo).toEqual(['pier-plans']);

  await choose(app.page, 'People I trust');
  await seenBy(anna).toEqual([]);
  await seenBy(cleo).toEqual([]);

  await ui.person(anna.name).click();
  await ui.button(`The words match, trust ${anna.name}`).click();
  await seenBy(anna).toEqual(['pier-plans']);
  await seenBy(cleo).toEqual([]);

  await ui.goTo('My repositories');
  await choose(app.page, 'Nobody');
  await seenBy(anna).toEqual([]);
});

test('a teammate is trusted once the words are compared, and no longer when I say so', async ({
  ui,
  teammate,
}) => {
  const anna = await teammate('Anna');
  const { self } = await anna.json<{ self: { words: string[] } }>('status');

  await ui.person(anna.name).click();
  const about = ui.detail(anna.name);
  await expect(about.getByRole('listitem')).toHaveText(self.words);
  await about.getByRole('button', { name: `The words match, trust ${anna.name}` }).click();
  await expect(about).toContainText('You compared this key.');
  await expect(ui.person(anna.name)).toContainText('trusted');

  await about.getByRole('button', { name: 'Stop trusting' }).click();
  await expect(about).not.toContainText('You compared this key.');
  await expect(ui.person(anna.name)).not.toContainText('trusted');
});
