import type { SettingsState } from '../../shared/api/settings-state.ts';
import { SETTINGS, type SettingKey } from '../../shared/settings/settings.ts';
import { t } from '../texts/texts.ts';
import { told } from '../texts/told.ts';

/** What has to be known beside what a setting does: why it has no effect, or from when on it has. */
export function settingNote(
  { overruled, unavailable }: SettingsState,
  key: SettingKey,
): string | null {
  const why = unavailable[key];
  if (why !== undefined) return told(why);
  if (overruled.includes(key)) {
    return t.settings.overruled;
  }
  return SETTINGS[key].applies === 'at the next start' ? t.settings.atNextStart : null;
}

/** What stands in an empty field: how it is while nothing is set. */
export function emptyWords(key: SettingKey, cloneDirectory: string): string {
  switch (SETTINGS[key].kind.type) {
    case 'rate':
      return t.common.noLimit;
    case 'port':
      return t.settings.any;
    case 'names':
      return key === 'interfaces' ? t.settings.all : t.settings.none;
    case 'folder':
      return cloneDirectory;
    default:
      return '';
  }
}
