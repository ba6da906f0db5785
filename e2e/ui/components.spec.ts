import { expect } from '@playwright/test';
import { open } from './gallery-page.ts';
import { NAMES } from './screens.ts';
import { test } from './test.ts';

/** What of these comes a little later than the rest: it was asked of the host, and laid out by its size. */
const LATER: Readonly<Record<string, string>> = {
  'head-conflict': '[aria-labelledby] strong',
  'head-conflict-split': '[data-change="none"]',
  'head-image': 'figure',
  'head-force-pushed': '[data-change="gone"]',
  'contents-file': '[data-index] code',
  'contents-picture': 'figure',
};

/** These have all components, so that the other states need not be gone through. */
const TELLING = [
  ...Object.keys(LATER),
  ...[
    'head-merge-refused',
    'opened-ways',
    'repositories-chosen-people',
    'repositories-add',
    'repositories-remove',
  ],
  ...['clone', 'clone-address', 'transfers-cancel', 'transfers-remarks', 'nearby-projects'],
  ...[
    'swarm-several-people',
    'swarm-gone',
    'swarm-not-mine',
    'browse-files',
    'browse-commits',
    'browse-readme-huge',
  ],
  ...['activity-many', 'totals-moving', 'room-moving', 'projector', 'follow-dialog', 'guests-on'],
  ...['doctor-port-blocked', 'settings-reset', 'this-computer', 'connect-link', 'shortcuts'],
  ...['swarm-to-push', 'push', 'push-maintainer', 'push-accept', 'push-failed', 'depot-roles'],
  ...['depot-grant', 'depot-revoke', 'depot-log', 'kept-nothing', 'connect-invited'],
  ...['own-code', 'scan-no-camera', 'pause-sharing', 'limits', 'sheet-signs'],
];

test('each component of the window is in the gallery', async ({ page }) => {
  await open(page, 'swarm-mine');
  const missing = new Set(await page.evaluate(() => window.gallery?.components));
  for (const state of [...TELLING, ...NAMES]) {
    await open(page, state);
    const later = LATER[state];
    if (later !== undefined) await page.locator(later).first().waitFor();
    for (const shown of await page.evaluate(() => window.gallery?.shown() ?? [])) {
      missing.delete(shown);
    }
    if (missing.size === 0) break;
  }
  expect([...missing]).toEqual([]);
});
