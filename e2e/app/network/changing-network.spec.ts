import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { NodeClient } from '../../../cli/node-client.ts';
import { buildRepository } from '../../../engine/testing/build-repository.ts';
import { git } from '../../../engine/testing/git.ts';
import { temporaryFolder } from '../../../engine/testing/temporary-folder.ts';
import type { RepositoryId } from '../../../shared/ids.ts';
import { Lab } from '../../lab/lab.ts';
import { labObstacle } from '../../lab/obstacle.ts';
import { SetClock } from '../../support/set-clock.ts';
import { runShoal, ShoalNode } from '../../support/shoal-node.ts';
import type { Ui } from '../ui.ts';
import { type LabApp, openLabApp, skipWithoutShell } from './lab-window.ts';

// The network, and the clock, change while the window is open: it says so, and all is well again without a restart.

const obstacle = labObstacle();
test.skip(obstacle !== null, obstacle ?? '');
// One after the other, on two computers that are set up once.
test.describe.configure({ mode: 'default' });

/** Interfaces are looked at every two seconds; two who lost each other try again within some more. */
const BACK = 45_000;
const NO_NETWORK = 'This computer is on no network';

let folder: string;
let lab: Lab<'anna' | 'bob'>;
let anna: ShoalNode;
let clock: SetClock;
let bob: LabApp;
let page: Page;
let ui: Ui;
let hers: string;
let his: string;

test.beforeAll(async () => {
  folder = temporaryFolder();
  skipWithoutShell();
  clock = SetClock.make(folder);
  lab = await Lab.create({ hosts: ['anna', 'bob'] });
  hers = join(folder, 'project');
  his = join(folder, 'his');
  buildRepository(hers, { commits: 20 });
  git(folder, ['clone', '--quiet', '--no-local', hers, his]);
  anna = await ShoalNode.start('Anna', { host: lab.host('anna') });
  bob = await openLabApp(lab.host('bob'), {
    ...{ name: 'Bob', args: [], folder, clock },
  });
  ({ page, ui } = bob);
  await anna.json('share', hers);
  using node = await NodeClient.connect(bob.data);
  expect((await runShoal(['share', his, '--data', bob.data])).stderr).toBe('');
  await node.waitUntil(({ peers }) => anna.id in peers, BACK);
  const [repository] = Object.keys(node.state.repositories) as RepositoryId[];
  const rule = { peer: anna.id, repository: repository ?? null };
  const all = { only: [], except: [], fastForward: [], isMuted: false };
  await node.call('follow.set', { ...rule, ...all });
  await expect(ui.person('Anna')).toContainText(/ms$/);
});

test.afterAll(async () => {
  await Promise.all([anna?.[Symbol.asyncDispose](), bob?.[Symbol.asyncDispose]()]);
  await lab?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

let commits = 0;

/** Anna is there, and what she commits comes by itself, as before. */
async function allIsWell(): Promise<void> {
  await expect(ui.person('Anna')).toContainText(/ms$/, { timeout: BACK });
  await expect(page.getByText(NO_NETWORK)).toHaveCount(0, { timeout: BACK });
  commits += 1;
  git(hers, ['commit', '--quiet', '--allow-empty', '--message', `Work ${commits}`]);
  const latest = () => git(his, ['for-each-ref', '--format=%(subject)', 'refs/remotes/anna/main']);
  await expect.poll(latest, { timeout: BACK }).toBe(`Work ${commits}`);
}

test('an interface goes down and comes up again', async () => {
  await allIsWell();
  await lab.host('bob').linkDown();
  await expect(page.getByText(NO_NETWORK)).toBeVisible();
  await lab.host('bob').linkUp();
  await allIsWell();
});

test('the address changes, then the network that both are in', async () => {
  await lab.host('bob').moveTo('10.77.0.99');
  await allIsWell();
  await Promise.all([lab.host('anna').moveTo('10.79.0.1'), lab.host('bob').moveTo('10.79.0.2')]);
  await allIsWell();
});

test('the clock is set by hours, ahead and back', async () => {
  await ui.person('Anna').click();
  const detail = ui.detail('Anna');
  for (const [hours, words] of [
    [5, '5 hours behind this computer’s'],
    [-5, '5 hours ahead of this computer’s'],
  ] as const) {
    clock.set(hours);
    await expect(detail.getByText(words)).toBeVisible({ timeout: BACK });
    await allIsWell();
  }
  clock.set(0);
  await expect(detail.getByText(/hours .* this computer’s/)).toHaveCount(0, { timeout: BACK });
  await allIsWell();
});

test('a pause ends at its time of day, also where the clock is set past it, and not before', async () => {
  await ui.button(/^This computer/).click();
  await page.getByRole('button', { name: /^Pause sharing/ }).click();
  await ui.button('For an hour').click();
  const paused = page.getByText(/^Sharing is paused until/).first();
  await expect(paused).toBeVisible();
  clock.set(-3);
  await allIsWell();
  await expect(paused).toBeVisible();
  clock.set(2);
  await expect(page.getByText(/^Sharing is paused until/)).toHaveCount(0, { timeout: 15_000 });
  clock.set(0);
  await allIsWell();
});

test('the computer sleeps until it is missed, and wakes up some hours later', async () => {
  const wake = await bob.stop();
  try {
    await anna.untilPeers([], 40_000);
    // Asleep, only the clock on the wall goes on.
    clock.set(8);
  } finally {
    wake();
  }
  await allIsWell();
  clock.set(0);
  await allIsWell();
});
