import type { SettingsState } from '../../../shared/api/settings-state.ts';
import { InvalidRequestError } from '../../../shared/errors.ts';
import { INITIAL_SETTINGS } from '../../../shared/settings/settings.ts';
import { openers } from '../fixtures/heads.ts';
import * as room from '../fixtures/room.ts';
import { stateOf } from '../fixtures/room.ts';
import type { GalleryState } from './picture.ts';

const asAtFirst: SettingsState = {
  values: { ...INITIAL_SETTINGS, name: 'Mackerel' },
  overruled: [],
  unavailable: {},
  dataFolder: '/home/mackerel/.config/shoal',
  log: '/home/mackerel/.config/shoal/shoal.log',
};
const ui = { screen: 'settings' } as const;
const desktop = { openFolder: true, pickFolder: true, openers };
const refused = 'Git’s settings could not be changed: /home/mackerel/.gitconfig is locked.';

export const settings: Record<string, GalleryState> = {
  settings: { state: stateOf(room.room, { settings: asAtFirst }), ui, abilities: desktop },
  'settings-set': {
    state: stateOf(room.room, {
      settings: {
        ...asAtFirst,
        values: {
          ...asAtFirst.values,
          editor: 'zed',
          terminal: 'konsole',
          'start-at-login': true,
          'clone-folder': '/home/mackerel/code/from-others/a-long-name-of-a-folder',
          'share-clones': 'trusted',
          'plain-git': true,
          guests: true,
          interfaces: ['eth0', 'wlan0'],
          port: 7654,
          'upload-limit': 5_000_000,
          'battery-limit': 1_500_000,
          notifications: false,
        },
      },
    }),
    ui,
    abilities: desktop,
  },
  'settings-headless': {
    state: stateOf(room.room, {
      settings: {
        ...asAtFirst,
        overruled: ['interfaces', 'port'],
        unavailable: {
          'start-at-login':
            'Shoal runs without a window here. Let the system start “shoal serve”, as a service of its own.',
          editor: 'Shoal has no desktop here to open a program on.',
          terminal: 'Shoal has no desktop here to open a program on.',
          'check-updates': 'This Shoal was built without naming a place where its releases are.',
          'battery-limit': 'Only the desktop app knows whether this computer runs on its battery.',
        },
      },
    }),
    ui,
  },
  'settings-newer': {
    state: {
      ...stateOf(room.room, { settings: asAtFirst }),
      newer: { version: '1.4.0', page: 'https://example.org/releases/tag/v1.4.0' },
    },
    ui,
    abilities: desktop,
    answers: { 'updates.check': async () => null },
  },
  'settings-refused': {
    state: stateOf(room.room, { settings: asAtFirst }),
    ui,
    answers: {
      'settings.set': () => Promise.reject(new InvalidRequestError(refused)),
    },
  },
  'settings-reset': {
    state: stateOf(room.room, { settings: asAtFirst }),
    ui: { ...ui, overlay: { kind: 'reset-settings' } },
  },
};
