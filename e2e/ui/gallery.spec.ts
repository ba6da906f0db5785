import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { FINDINGS, STATES } from '../../renderer/gallery/states.ts';
import type { DepotPart, Overlay, Screen, SwarmSection } from '../../renderer/state/ui-store.ts';
import { barriers, open, overflow, picture, repeated } from './gallery-page.ts';
import { expectAsBefore, pictureName, REFERENCES } from './reference.ts';
import { CROWDED, DARK, FORCED, NAMES, SCREENS } from './screens.ts';
import { test } from './test.ts';

/** Of all pictures together. */
const MOST_BYTES = 6_000_000;

/** Every place of the window, and every component, in which a theme’s colours could be too much alike. */
const JUDGED_DARK = new Set([...SCREENS, ...CROWDED]);

for (const state of NAMES) {
  test(`${state} is sound and looks as before, light and dark`, async ({ page }, info) => {
    const complaints = await open(page, state);
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, theme);
      await picture(page, info, `${state}-${theme}`);
      if (theme === 'light') await expectAsBefore(page, { state });
      else if (DARK.includes(state)) await expectAsBefore(page, { state, as: theme });
      // A theme changes colours and nothing else.
      if (theme === 'dark' && !JUDGED_DARK.has(state)) continue;
      // A popover is outside of the page's landmarks: it stands before them.
      const rules = theme === 'light' ? { except: ['region'] } : { only: ['color-contrast'] };
      expect(await barriers(page, rules)).toEqual([]);
    }
    expect(complaints).toEqual([]);
    expect(await overflow(page)).toBe(0);
    expect(await repeated(page), 'what stands on the page twice').toEqual([]);
  });
}

/** All that the window has to show; what is missing here does not compile. */
const ALL_SCREENS: Readonly<Record<Screen, true>> = {
  nearby: true,
  room: true,
  repositories: true,
  kept: true,
  transfers: true,
  activity: true,
  doctor: true,
  settings: true,
};
const ALL_IN_FRONT: Readonly<Record<Overlay['kind'], true>> = {
  'this-computer': true,
  connect: true,
  'add-repository': true,
  'remove-repository': true,
  clone: true,
  'clone-address': true,
  'cancel-transfer': true,
  limits: true,
  guests: true,
  projector: true,
  'own-code': true,
  invite: true,
  shortcuts: true,
  merge: true,
  refusal: true,
  grant: true,
  revoke: true,
  'accept-story': true,
  'reset-settings': true,
  'pause-sharing': true,
  scan: true,
  follow: true,
};
const ALL_DEPOT_PARTS: Readonly<Record<DepotPart, true>> = { push: true, roles: true, log: true };
const ALL_SECTIONS: Readonly<Record<SwarmSection, true>> = {
  ...{ branches: true, tags: true, readme: true, commits: true, files: true, people: true },
};

test('each screen, each part of one and whatever may be in front is looked at in every way', () => {
  const looks = SCREENS.map((state) => STATES[state]?.ui ?? {});
  const behind = looks.filter(({ overlay }) => !overlay);
  const plain = behind.filter(({ head, contents, depot }) => !head && !contents && !depot);
  expect(new Set(plain.map(({ screen = 'nearby' }) => screen))).toEqual(keysOf(ALL_SCREENS));
  expect(new Set(looks.flatMap(({ overlay }) => overlay?.kind ?? []))).toEqual(
    keysOf(ALL_IN_FRONT),
  );
  expect(new Set(behind.flatMap(({ depot }) => depot?.part ?? []))).toEqual(
    keysOf(ALL_DEPOT_PARTS),
  );
  const sections = plain.flatMap(({ nearby, section = 'branches' }) =>
    nearby?.kind === 'swarm' ? section : [],
  );
  expect(new Set(sections)).toEqual(keysOf(ALL_SECTIONS));
  expect(behind.some(({ head }) => head)).toBe(true);
  expect(behind.some(({ contents }) => contents)).toBe(true);
});

const keysOf = (all: object) => new Set(Object.keys(all));

test('there is a picture of each state, and of nothing else', () => {
  test.skip(test.info().config.updateSnapshots === 'all', 'They are being drawn.');
  const wanted = [
    ...NAMES.map((state) => pictureName(state)),
    ...DARK.map((state) => pictureName(state, 'dark')),
    ...FORCED.map((state) => pictureName(state, 'forced')),
  ];
  const found = readdirSync(REFERENCES).filter((name) => name.endsWith('.webp'));
  expect(found.sort()).toEqual(wanted.sort());
});

test('no two pictures are alike: what a state is about can be seen in its own', () => {
  test.skip(test.info().config.updateSnapshots === 'all', 'They are being drawn.');
  const states = new Map<string, string[]>();
  for (const name of readdirSync(REFERENCES).filter((each) => each.endsWith('.webp'))) {
    const bytes = readFileSync(join(REFERENCES, name), 'latin1');
    states.set(bytes, [...(states.get(bytes) ?? []), name]);
  }
  expect([...states.values()].filter((alike) => alike.length > 1)).toEqual([]);
  // Whoever clones this takes all of them along, and those of before.
  const bytes = [...states.keys()].reduce((sum, picture) => sum + picture.length, 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
});

/** How little may change without being noticed: less than these. */
const CHANGES = {
  'a button a pixel further to the left': (button: HTMLElement) => {
    button.style.marginRight = '1px';
  },
  'a colour that is a shade lighter': (button: HTMLElement) => {
    button.style.background = 'oklch(0.565 0.092 195)';
  },
  'a word that is written otherwise': (button: HTMLElement) => {
    button.lastChild?.replaceWith('Fetch 4 new heads');
  },
} as const;

for (const [what, change] of Object.entries(CHANGES)) {
  test(`${what} is noticed`, async ({ page }) => {
    test.skip(test.info().config.updateSnapshots === 'all', 'The change would be drawn.');
    await open(page, 'swarm-mine');
    await page.getByRole('button', { name: 'Fetch 3 new heads', exact: true }).evaluate(change);
    await expect(expectAsBefore(page, { state: 'swarm-mine', timeout: 1_000 })).rejects.toThrow(
      /looks as before/,
    );
  });
}

test('a button without a name is noticed, and a word that can hardly be read', async ({ page }) => {
  test.skip(test.info().config.updateSnapshots === 'all', 'Nothing is judged then.');
  await open(page, 'swarm-mine');
  expect(await barriers(page, { except: ['region'] })).toEqual([]);
  await page
    .getByRole('heading', { level: 1 })
    .first()
    .evaluate((it) => {
      it.style.color = 'rgb(215, 215, 215)';
      it.append(document.createElement('button'));
    });
  const found = await barriers(page, { except: ['region'] });
  expect(found.map((barrier) => barrier.split(':')[0])).toEqual(['button-name', 'color-contrast']);
  expect(await barriers(page, { only: ['color-contrast'] })).toEqual([
    expect.stringMatching(/^color-contrast: <h1/),
  ]);
});

test('what is told as shown is all of the page, however late React gets to it', async ({
  page,
}) => {
  await open(page, 'transfers-cancel');
  const inFront = await page.evaluate(async (late) => {
    // React sends itself a message for whatever it does later.
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function (this: MessagePort, ...args: [unknown]) {
      setTimeout(() => postMessage.apply(this, args), late);
    } as typeof postMessage;
    try {
      await window.gallery?.show('limits-set', { theme: 'light', language: 'en' });
    } finally {
      MessagePort.prototype.postMessage = postMessage;
    }
    const fronts = document.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]');
    return [...fronts].map((it) => ({
      title: it.querySelector('h1')?.textContent,
      isInert: it.closest('[inert]') !== null,
      isAlone: document.getElementById('root')?.inert,
    }));
  }, 200);
  expect(inFront).toEqual([{ title: 'Speed limits', isInert: false, isAlone: true }]);
});

test('each finding of the doctor stands alone, and fits', async ({ page }) => {
  const complaints = await open(page, 'doctor-well');
  for (const state of Object.keys(FINDINGS)) {
    await open(page, state);
    const findings = page.getByRole('list', { name: 'Findings' }).getByRole('listitem');
    await expect(findings, state).toHaveCount(1);
    expect(await overflow(page), state).toBe(0);
  }
  expect(complaints).toEqual([]);
});
