import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Screen } from '../../renderer/state/ui-store.ts';
import { hostContract } from '../../shared/api/host-contract.ts';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

/** More controls than any screen has. */
const MOST_STEPS = 90;
/** So many are taken before it is asked where they led: to ask takes as long as a step. */
const AT_ONCE = 6;

/** Goes on with Tab, as somebody without a mouse does, until this has the keyboard. */
async function reach(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  // To find it by its name takes longer than a step.
  const found = await control.elementHandle();
  await page.keyboard.press('Tab');
  const stay = await found?.evaluateHandle((it) => {
    // What has been reached keeps the keyboard: steps that come after that lead nowhere.
    const controller = new AbortController();
    const halt = (event: KeyboardEvent) => {
      if (event.key !== 'Tab' || document.activeElement !== it) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', halt, { capture: true, signal: controller.signal });
    return controller;
  });
  try {
    for (let steps = 0; steps < MOST_STEPS; steps += AT_ONCE) {
      if (await found?.evaluate((it) => it === document.activeElement)) return;
      for (let step = 0; step < AT_ONCE; step += 1) await page.keyboard.press('Tab');
    }
  } finally {
    await stay?.evaluate((controller) => controller.abort());
  }
  throw new Error(`Tab does not lead to ${control}.`);
}

/** How often the host was asked for something. */
const asked = (page: Page, command: string) =>
  page.evaluate(
    (wanted) => (window.gallery?.calls ?? []).filter(({ name }) => name === wanted).length,
    command,
  );

/** The way to every screen, and what it is called there. */
const PLACES: Readonly<Record<Screen, string>> = {
  room: 'Room',
  repositories: 'My repositories',
  kept: 'Depot',
  transfers: 'Transfers',
  activity: 'Activity',
  doctor: 'Doctor',
  nearby: 'Nearby',
  settings: 'Settings',
};

test('every screen is reached by the keyboard', async ({ page }) => {
  // A computer that is a depot has one screen more.
  await open(page, 'kept');
  for (const place of Object.values(PLACES)) {
    // Beside the name may stand how many there are.
    await reach(page, page.getByRole('button', { name: new RegExp(`^${place}\\b`) }).first());
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
  }
});

interface Deed {
  readonly role: 'button' | 'switch' | 'checkbox' | 'radio' | 'tab' | 'textbox';
  readonly name: string | RegExp;
  /** Typed into it first. */
  readonly text?: string;
  readonly key: string;
}

const button = (name: string | RegExp): Deed => ({ role: 'button', name, key: 'Enter' });
const turn = (name: string | RegExp): Deed => ({ role: 'switch', name, key: 'Space' });
const type = (name: string | RegExp, text: string): Deed => ({
  ...{ role: 'textbox', name, text, key: 'Enter' },
});

/** A picture, what is done in it, one after the other, and what the host is asked for then. */
type Way = readonly [state: string, ...deeds: Deed[], asked: string];

const WAYS: readonly Way[] = [
  ['nearby-nobody', button(/^Share/), 'repositories.add'],
  ['nearby-nobody', button('Try it with a demo'), 'demo.start'],
  ['demo', button('End the demo'), 'demo.stop'],
  ['swarm-mine', button('Fetch 3 new heads'), 'fetch'],
  ['clone', button('Clone'), 'clone'],
  ['swarm-not-mine', button(/^Clone/), button('Clone'), 'clone.check'],
  [
    'clone-address',
    { role: 'checkbox', name: 'Share it back', key: 'Space' },
    button('Clone'),
    'cloning.set',
  ],
  ['clone-address', button('Clone'), 'clone.url'],
  ['clone', button(/^Choose/), 'host.pickFolder'],

  ['head-new', { role: 'button', name: 'Fetch', key: 'Space' }, 'fetch'],
  ['head-clean', button('Check out'), 'head.checkOut'],
  ['head-clean', button('Open in VS Code'), 'host.openWith'],
  ['head-merge', button(/^Merge/), 'head.merge'],
  ['head-fetched', button(/^Merge into/), button('Merge'), 'head.merge'],
  ['head-checked-out', button('Undo'), 'head.undo'],

  ['peer-new', button(/^The words match/), 'peers.trust'],
  ['peer-trusted', button('Stop trusting'), 'peers.untrust'],
  ['peer-trusted', button('Vouch'), 'peers.vouch'],
  ['peer-vouched-for', button('Stop vouching'), 'peers.unvouch'],
  ['peer-left', button('Forget'), 'peers.forget'],
  ['peer-trusted', button('Follow Smelt'), 'follow.set'],
  [
    'peer-followed',
    button(/^Following Smelt/),
    type('Only these', 'main'),
    button('Save'),
    'follow.set',
  ],
  ['follow-dialog', button('Stop following'), 'follow.remove'],
  ['connect-link', button('Connect'), 'peers.connect'],
  ['connect-invited', button('Accept the invitation'), 'reach.join'],

  ['room-off', turn(/^Open my projects/), 'room.on'],
  ['room-on', turn(/^Open my projects/), 'room.off'],
  ['guests-off', turn(/^Let guests in/), 'guests.on'],
  ['guests-on', turn(/^Let guests in/), 'guests.off'],
  ['pause-sharing', button('For an hour'), 'sharing.pause'],
  ['sharing-paused', button('Resume sharing'), 'sharing.resume'],

  ['repositories-remove', button(/^Remove/), 'repositories.remove'],
  [
    'repositories',
    { role: 'radio', name: /^Everyone nearby/, key: 'ArrowUp' },
    'repositories.setVisibility',
  ],
  ['repositories', type('Only these', 'main'), 'repositories.setHeads'],
  ['repositories', turn(/^Fetch ahead/), 'repositories.setFetchesAhead'],

  ['transfers-many', button('Pause'), 'transfers.pause'],
  ['transfers-paused', button('Resume'), 'transfers.resume'],
  ['transfers-failed', button('Try again'), 'transfers.retry'],
  ['transfers-resumed', button('Cancel'), button('Cancel and throw away'), 'transfers.cancel'],
  ['transfers-ended', button('Clear ended'), 'transfers.dismiss'],
  ['transfers-cloned', button('Open folder'), 'host.openFolder'],
  ['limits-set', button('Remove all limits'), 'limits.set'],

  ['activity', button(/^Undo/), 'activity.undo'],
  ['doctor-well', button('Look again'), 'doctor.examine'],

  ['connect', button('Invite them instead…'), 'reach.invite'],
  ['push', button('Push 3 commits of main'), 'depot.push'],
  ['depot-roles', button(/^Let somebody push/), button('Give this role'), 'depot.grant'],
  ['depot-roles', button('Take back the role of Herring'), button('Take it back'), 'depot.revoke'],
  ['problems-depot', button(/^It has begun anew/), button('Take it as it is now'), 'depot.log'],
  ['push-alarm', button(/^It has begun anew/), button('Take it as it is now'), 'depot.log'],

  ['settings', turn('Notifications'), 'settings.set'],
  ['settings-reset', button('Reset'), 'settings.reset'],
  ['settings', button('Open log'), 'settings.openPlace'],
  ['settings-newer', button('Look now'), 'updates.check'],
  ['this-computer', type('Name that others see', 'Cod'), 'self.rename'],
  ['this-computer', turn(/^Notifications/), 'notifications.set'],
  ['this-computer', turn(/^Speed up plain git/), 'plainGit.set'],
];

for (const [state, ...way] of WAYS) {
  const deeds = way.slice(0, -1) as Deed[];
  const wanted = way.at(-1) as string;
  test(`${state}: ${wanted} by the keyboard`, async ({ page }) => {
    await open(page, state);
    const before = await asked(page, wanted);
    for (const { role, name, text, key } of deeds) {
      // Of what is in front of the window, the last.
      await reach(page, page.getByRole(role, { name, exact: typeof name === 'string' }).last());
      if (text !== undefined) await page.keyboard.type(text);
      await page.keyboard.press(key);
    }
    await expect.poll(() => asked(page, wanted)).toBeGreaterThan(before);
  });
}

/** Asked to show something: nobody has to press anything for it. */
const LOOKS =
  /^(browse|contents\..+|depot\.look|head\.((look|diff)(Offered)?|files|conflict|changes)|history\.get|host\.(subscribe|copiedAddress|firstSteps)|plainGit\.status|repositories\.countHeads|room\.commits)$/;

test('whatever the window can ask the host for is asked for by the keyboard', () => {
  const folder = join(import.meta.dirname, '../../renderer');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/^(gallery|texts)|\.test\.ts$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
  const commands = Object.keys(hostContract).filter((name) =>
    sources.some((source) => source.includes(`'${name}'`)),
  );
  expect(commands.length).toBeGreaterThan(50);
  const done = new Set(WAYS.map((way) => way.at(-1)));
  expect(commands.filter((name) => !LOOKS.test(name) && !done.has(name))).toEqual([]);
});
