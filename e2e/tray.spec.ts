import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { NodeClient } from '../cli/node-client.ts';
import { buildRepository } from '../engine/testing/build-repository.ts';
import { git } from '../engine/testing/git.ts';
import { temporaryFolder } from '../engine/testing/temporary-folder.ts';
import { t } from '../shared/texts/all-texts.ts';
import { Ui } from './app/ui.ts';
import { launchApp } from './support/launch-app.ts';
import { ShoalNode } from './support/shoal-node.ts';
import { TrayHost, trayObstacle } from './support/tray-host.ts';

// The app on a desktop that shows trays; `electron.spec.ts` has the one that does not.

const executablePath = process.env.SHOAL_ELECTRON ?? '';
const obstacle = trayObstacle();

test.skip(executablePath === '', process.env.SHOAL_ELECTRON_PROBLEM ?? 'SHOAL_ELECTRON is not set');
test.skip(obstacle !== null, obstacle ?? '');
test.describe.configure({ mode: 'serial' });

const words = t.desktop;
let folder: string;
let tray: TrayHost;
let app: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  folder = temporaryFolder();
  tray = await TrayHost.open();
  app = await launch('data');
  page = await app.firstWindow();
});

test.afterAll(async () => {
  await app?.close();
  await tray?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function launch(data: string, ...more: readonly string[]): Promise<ElectronApplication> {
  const network = ['--no-mdns', '--listen', '127.0.0.1:0'];
  return launchApp({
    executablePath,
    env: tray.env,
    args: ['--data', join(folder, data), '--name', 'Tess', ...network, ...more],
  });
}

const isShown = (of = app) =>
  of.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

test('the menu says how it stands, and its lines lead to their screens', async () => {
  await expect
    .poll(() => tray.lines())
    .toEqual([
      ...[words.open, words.nobodyNearby, words.pauseSharing],
      ...[words.room, words.whyMissing, words.settings, words.quit],
    ]);
  for (const [line, heading] of [
    [words.room, 'The room is off'],
    [words.whyMissing, 'Doctor'],
    [words.settings, 'Settings'],
  ] as const) {
    await tray.press(line);
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
  }
});

test('sharing is paused for an hour, and resumed', async () => {
  const paused = page.getByText(/^Sharing is paused until/).first();
  await tray.press(words.pauseSharing, t.changes.pauses.hour);
  await expect(paused).toBeVisible();
  await expect.poll(() => tray.lines()).toContain(words.resumeSharing);
  await tray.press(words.resumeSharing);
  await expect(paused).toHaveCount(0);
  await expect.poll(() => tray.lines()).toContain(words.pauseSharing);
});

test('a teammate’s new heads are told, and fetched from there', async () => {
  const mine = join(folder, 'quay-log');
  buildRepository(mine, { commits: 5 });
  using node = await NodeClient.connect(join(folder, 'data'));
  await node.call('repositories.add', { path: mine });
  const args = ['--no-mdns', '--peer', `127.0.0.1:${node.state.self?.port}`];
  await using anna = await ShoalNode.start('Anna', { args });
  const hers = join(anna.directory, 'quay-log');
  git(anna.directory, ['clone', '--quiet', '--no-local', mine, hers]);
  git(hers, ['commit', '--quiet', '--allow-empty', '--message', 'Mend the quay']);
  await anna.json('share', hers, '--only', 'main');

  const line = 'quay-log: 1 new head';
  await expect.poll(() => tray.lines()).toEqual(expect.arrayContaining([words.nearby(1), line]));
  expect((await tray.look())?.tooltip).toContain(words.withNewHeads(1));
  await tray.press(line, words.fetch);
  const latest = () => git(mine, ['for-each-ref', '--format=%(subject)', 'refs/remotes/anna/main']);
  await expect.poll(latest).toBe('Mend the quay');
  await expect.poll(() => tray.lines()).not.toContain(line);
});

test('the window that is closed is gone from the screen, not from the tray, and comes back', async () => {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => isShown()).toBe(false);
  await tray.press(words.whyMissing);
  await expect.poll(() => isShown()).toBe(true);
  await expect(page.getByRole('heading', { name: 'Doctor', exact: true })).toBeVisible();
  await new Ui(page).goTo('Nearby');
});

test('it is quit from there', async () => {
  const ended = once(app.process(), 'exit');
  await tray.press(words.quit);
  expect(await ended).toEqual([0, null]);
});

test('started for the user, as at login, it is in the tray alone', async () => {
  const quiet = await launch('quiet', '--hidden');
  const ended = once(quiet.process(), 'exit');
  await quiet.firstWindow();
  await expect.poll(() => tray.lines()).toContain(words.open);
  expect(await isShown(quiet)).toBe(false);
  await tray.press(words.open);
  await expect.poll(() => isShown(quiet)).toBe(true);
  await tray.press(words.quit);
  expect(await ended).toEqual([0, null]);
});
