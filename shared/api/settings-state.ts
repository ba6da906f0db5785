import type { ShareBack } from '../domain/visibility.ts';
import { INITIAL_SETTINGS, type SettingKey, type SettingValues } from '../settings/settings.ts';

/** What is said aloud of what comes by itself. */
export interface Notifications {
  /** Nothing of it, whoever it comes from. */
  readonly isMuted: boolean;
}

/** What the user chose for the last clone, and is offered for the next. */
export interface Cloning {
  readonly share: ShareBack;
}

/** How everything is set. The host knows: it reads some from the engine, some from the system. */
export interface SettingsState {
  readonly values: SettingValues;
  /** Set by the command line for this run, whatever is kept. */
  readonly overruled: readonly SettingKey[];
  /** What has no effect here, and why, as a sentence. */
  readonly unavailable: Readonly<Partial<Record<SettingKey, string>>>;
  /** Where Shoal keeps what it must not lose, and its log; empty while that is not known. */
  readonly dataFolder: string;
  readonly log: string;
}

export const INITIAL_SETTINGS_STATE: SettingsState = {
  values: INITIAL_SETTINGS,
  overruled: [],
  unavailable: {},
  dataFolder: '',
  log: '',
};
