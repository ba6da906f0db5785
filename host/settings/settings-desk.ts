import { DataFolder } from '../../engine/store/data-folder.ts';
import type { Opener } from '../../shared/api/opener.ts';
import { INITIAL_SETTINGS_STATE, type SettingsState } from '../../shared/api/settings-state.ts';
import type { Problem } from '../../shared/api/state.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import { checkSetting } from '../../shared/settings/setting-text.ts';
import {
  INITIAL_SETTINGS,
  SETTING_KEYS,
  SETTINGS,
  type SettingKey,
  type SettingValues,
} from '../../shared/settings/settings.ts';
import type { PlainGitSwitch } from '../git-settings/plain-git-switch.ts';
import type { Desktop } from '../node/desktop.ts';
import type { NetworkedEngine } from '../node/networked-engine.ts';
import { engineValues, isEngineSetting, writeEngineSetting } from './engine-settings.ts';
import { KeptSettings } from './kept-settings.ts';
import { speakOnDesktop } from './speech.ts';

interface SettingsDeskParts
  extends Pick<SettingsState, 'dataFolder' | 'log' | 'overruled' | 'unavailable'> {
  readonly engine: Pick<NetworkedEngine, 'call' | 'state'>;
  readonly desktop: Pick<Desktop, 'abilities' | 'languages' | 'startsAtLogin' | 'setStartAtLogin'>;
  readonly plainGit: PlainGitSwitch;
  onChanged(state: SettingsState, before: SettingsState): void;
  onProblem(key: string, problem: Problem | null): void;
}

/** All settings in one place, whoever keeps them: the engine, git, the system, or a file of the host's. */
export class SettingsDesk implements AsyncDisposable {
  readonly #parts: SettingsDeskParts;
  readonly #folder: DataFolder;
  #kept: KeptSettings | null = null;
  /** What git and the system were last known to say. */
  #asked: Pick<SettingValues, 'plain-git' | 'start-at-login'> = INITIAL_SETTINGS;
  #state: SettingsState;

  constructor(parts: SettingsDeskParts) {
    const { dataFolder, log, overruled, unavailable, onProblem } = parts;
    this.#parts = parts;
    this.#state = { ...INITIAL_SETTINGS_STATE, dataFolder, log, overruled, unavailable };
    this.#folder = new DataFolder(dataFolder, (file, problem) =>
      onProblem(`damaged:${file}`, problem),
    );
    this.#folder.events.on('unwritten', (problem) => onProblem('unwritten:settings', problem));
  }

  get state(): SettingsState {
    return this.#state;
  }

  /** Reads what is kept. @throws NoAccessError */
  async open(): Promise<void> {
    this.#kept = await KeptSettings.open(this.#folder);
    this.look();
    const { plainGit, desktop } = this.#parts;
    this.#asked = {
      // Who cannot tell has not turned it on.
      'plain-git': await plainGit.status().then(
        ({ enabled }) => enabled,
        () => false,
      ),
      'start-at-login': await desktop.startsAtLogin(),
    };
    this.look();
  }

  /** To be called when the engine's state has changed. */
  look(): void {
    if (this.#kept === null) return;
    const values = {
      ...INITIAL_SETTINGS,
      ...this.#kept.values,
      ...this.#asked,
      ...engineValues(this.#parts.engine.state),
    };
    const before = this.#state;
    if (JSON.stringify(values) === JSON.stringify(before.values)) return;
    this.#state = { ...before, values };
    speakOnDesktop(values.language, this.#parts.desktop.languages);
    this.#parts.onChanged(this.#state, before);
  }

  /** Git's settings are changed by others, too. @param enabled as it was asked for just now */
  heardOfGit(enabled: boolean): void {
    this.#asked = { ...this.#asked, 'plain-git': enabled };
    this.look();
  }

  /** @throws InvalidSettingError, InvalidRequestError, and whatever keeps it from being set */
  async set<K extends SettingKey>(key: K, given: unknown): Promise<void> {
    const value = checkSetting(key, given);
    const why = this.#state.unavailable[key];
    if (why !== undefined) throw new InvalidRequestError(why);
    checkIsHere(key, value, this.#parts.desktop.abilities.openers);
    await this.#write(key, value);
    this.look();
  }

  /** @throws what `set` throws */
  async reset(only: SettingKey | null): Promise<void> {
    const { values, unavailable } = this.#state;
    const keys = only === null ? SETTING_KEYS : [only];
    for (const key of keys) {
      const isInitial = JSON.stringify(values[key]) === JSON.stringify(INITIAL_SETTINGS[key]);
      if (!isInitial && unavailable[key] === undefined) {
        await this.#write(key, INITIAL_SETTINGS[key]);
      }
    }
    this.look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]();
  }

  async #write<K extends SettingKey>(key: K, value: SettingValues[K]): Promise<void> {
    const { engine, plainGit, desktop } = this.#parts;
    if (isEngineSetting(key)) return writeEngineSetting(engine, key, value as never);
    if (KeptSettings.isKept(key)) return this.#kept?.set(key, value as never);
    if (key === 'plain-git') {
      this.heardOfGit((await plainGit.set(value === true)).enabled);
    } else {
      await desktop.setStartAtLogin(value === true);
      this.#asked = { ...this.#asked, 'start-at-login': await desktop.startsAtLogin() };
    }
  }
}

/** @throws InvalidRequestError for a program that is not on this computer, with those that are */
function checkIsHere(key: SettingKey, value: unknown, openers: readonly Opener[]): void {
  const { kind } = SETTINGS[key];
  if (kind.type !== 'program' || value === null) return;
  const ids = openers.filter((opener) => opener.kind === kind.of).map(({ id }) => id);
  if (ids.some((id) => id === value)) return;
  throw new InvalidRequestError(
    ids.length === 0
      ? `Shoal has found no ${kind.of} on this computer.`
      : `That ${kind.of} is not on this computer. Here there are: ${ids.join(', ')}.`,
  );
}
