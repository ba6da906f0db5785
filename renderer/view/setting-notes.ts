import type { SettingsState } from '../../shared/api/settings-state.ts';
import { SETTINGS, type SettingKey } from '../../shared/settings/settings.ts';

/** What has to be known beside what a setting does: why it has no effect, or from when on it has. */
export function settingNote(
  { overruled, unavailable }: SettingsState,
  key: SettingKey,
): string | null {
  const why = unavailable[key];
  if (why !== undefined) return why;
  if (overruled.includes(key)) {
    return 'For this run, the command line that Shoal was started with says otherwise.';
  }
  return SETTINGS[key].applies === 'at the next start'
    ? 'A change holds from the next start of Shoal on.'
    : null;
}

/** What stands in an empty field: how it is while nothing is set. */
export function emptyWords(key: SettingKey, cloneDirectory: string): string {
  switch (SETTINGS[key].kind.type) {
    case 'rate':
      return 'No limit';
    case 'port':
      return 'Any';
    case 'names':
      return key === 'interfaces' ? 'All' : 'None';
    case 'folder':
      return cloneDirectory;
    default:
      return '';
  }
}
