import { SETTING_GROUPS, SETTING_KEYS, SETTINGS } from '../../../shared/settings/settings.ts';
import type { SettingTexts } from '../setting-texts.ts';

/** The screen of settings. */
export const settings = {
  title: 'Settings',
  groups: { ...SETTING_GROUPS } as Record<keyof typeof SETTING_GROUPS, string>,
  of: settingTexts(),
  overruled: 'For this run, the command line that Shoal was started with says otherwise.',
  atNextStart: 'A change holds from the next start of Shoal on.',
  any: 'Any',
  all: 'All',
  none: 'None',
  firstFound: (program: string) => `The first found (${program})`,
  notHere: (program: string) => `${program} (not here)`,
  noEditor: 'Shoal has found no editor on this computer that it knows.',
  noTerminal: 'Shoal has found no terminal on this computer that it knows.',
  lookNow: 'Look now',
  lookingForNewer: 'Looking…',
  isNewest: 'This is the newest.',
  howGuestsClone: 'How guests clone…',
  files: 'Files',
  dataFolder: 'Data folder',
  dataFolderEffect:
    'The key of this computer, whom you trust, and what you share. A backup of it is a backup of Shoal.',
  openDataFolder: 'Open data folder',
  log: 'Log',
  logEffect: 'What went wrong, with details for whoever looks for the reason.',
  openLog: 'Open log',
  startOver: 'Start over',
  startOverEffect:
    'Every setting as it was at first. What you share, and whom you trust and follow, stays.',
  resetAll: 'Reset all settings…',
};

/** As the command line and docs/settings.md have them. */
function settingTexts(): SettingTexts {
  const entries = SETTING_KEYS.map((key) => {
    const { label, effect, kind } = SETTINGS[key];
    const options = kind.type === 'choice' ? kind.options : [];
    return [
      key,
      { label, effect, options: Object.fromEntries(options.map(({ id, name }) => [id, name])) },
    ];
  });
  return Object.fromEntries(entries) as SettingTexts;
}
