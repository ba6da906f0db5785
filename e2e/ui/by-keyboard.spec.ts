import { expect, type Locator, type Page } from '@playwright/test';
import { open } from './gallery-page.ts';
import { test } from './test.ts';

/** More controls than any screen has. */
const MOST_STEPS = 90;

/** Goes on with Tab, as somebody without a mouse does, until this has the keyboard. */
async function reach(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    await page.keyboard.press('Tab');
    if (await control.evaluate((it) => it === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${control}.`);
}

const asked = (page: Page) =>
  page.evaluate(() => (window.gallery?.calls ?? []).map(({ name }) => name));

/** The way to every screen, and what it is called there. */
const PLACES = {
  Room: 'Room',
  'My repositories': 'My repositories',
  Transfers: 'Transfers',
  Activity: 'Activity',
  Doctor: 'Doctor',
  Nearby: 'Nearby',
  Settings: 'Settings',
} as const;

test('every screen is reached by the keyboard', async ({ page }) => {
  await open(page, 'nearby-projects');
  for (const [place, title] of Object.entries(PLACES)) {
    // Beside the name may stand how many there are.
    await reach(page, page.getByRole('button', { name: new RegExp(`^${place}\\b`) }).first());
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }
});

interface Deed {
  readonly role: 'button' | 'switch' | 'checkbox' | 'radio' | 'tab' | 'textbox';
  readonly name: string | RegExp;
  readonly key: string;
}

/** What there is to do first on each screen and in each dialog, and what the host is asked for then. */
const DEEDS: Readonly<Record<string, readonly [...deeds: Deed[], asked: string]>> = {
  'nearby-nobody': [{ role: 'button', name: /^Share/, key: 'Enter' }, 'repositories.add'],
  'swarm-mine': [{ role: 'button', name: 'Fetch 3 new heads', key: 'Enter' }, 'fetch'],
  clone: [{ role: 'button', name: 'Clone', key: 'Enter' }, 'clone.check'],
  'swarm-not-mine': [
    { role: 'button', name: /^Clone/, key: 'Enter' },
    { role: 'button', name: 'Clone', key: 'Enter' },
    'clone.check',
  ],
  'head-new': [{ role: 'button', name: 'Fetch', key: 'Space' }, 'fetch'],
  'head-clean': [{ role: 'button', name: 'Check out', key: 'Enter' }, 'head.checkOut'],
  'head-merge': [{ role: 'button', name: /^Merge/, key: 'Enter' }, 'head.merge'],
  'peer-new': [{ role: 'button', name: /^The words match/, key: 'Enter' }, 'peers.trust'],
  'room-off': [{ role: 'switch', name: /^Open my projects/, key: 'Space' }, 'room.on'],
  'repositories-remove': [{ role: 'button', name: /^Remove/, key: 'Enter' }, 'repositories.remove'],
  'transfers-many': [{ role: 'button', name: 'Pause', key: 'Enter' }, 'transfers.pause'],
  activity: [{ role: 'button', name: /^Undo/, key: 'Enter' }, 'activity.undo'],
  'doctor-well': [{ role: 'button', name: 'Look again', key: 'Enter' }, 'doctor.examine'],
  settings: [{ role: 'switch', name: 'Notifications', key: 'Space' }, 'settings.set'],
};

for (const [state, way] of Object.entries(DEEDS)) {
  test(`${state}: what there is to do is done by the keyboard`, async ({ page }) => {
    const deeds = way.slice(0, -1) as Deed[];
    await open(page, state);
    for (const { role, name, key } of deeds) {
      // Of what is in front of the window, the last.
      await reach(page, page.getByRole(role, { name, exact: typeof name === 'string' }).last());
      await page.keyboard.press(key);
    }
    await expect.poll(() => asked(page)).toContain(way.at(-1));
  });
}
