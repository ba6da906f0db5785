import { z } from 'zod';
import type { DataFolder } from '../../engine/store/data-folder.ts';
import type { JsonFile } from '../../engine/store/json-file.ts';
import type { RecordSchema } from '../../engine/store/salvage.ts';
import { INITIAL_SETTINGS, SETTINGS, type SettingValues } from '../../shared/settings/settings.ts';

/** Settings that are nobody else's to keep: not the engine's, git's or the system's. */
const KEPT_KEYS = [
  'theme',
  'language',
  'editor',
  'terminal',
  'check-updates',
  'clone-folder',
  'share-with',
  'interfaces',
  'port',
  'battery-limit',
  'metered',
  'metered-limit',
  'notify-conflicts',
] as const satisfies readonly (keyof SettingValues)[];

type KeptKey = (typeof KEPT_KEYS)[number];
type KeptValues = Pick<SettingValues, KeptKey>;

const keptSchema = z.object(
  Object.fromEntries(
    KEPT_KEYS.map((key) => [
      key,
      z
        .custom((value) => SETTINGS[key].kind.accepts(value))
        .default(INITIAL_SETTINGS[key] as never),
    ]),
  ),
) as unknown as RecordSchema<KeptValues>;

const INITIAL = Object.fromEntries(
  KEPT_KEYS.map((key) => [key, INITIAL_SETTINGS[key]]),
) as unknown as KeptValues;

/** The host's own settings; kept on disk. */
export class KeptSettings {
  readonly #file: JsonFile<KeptValues>;

  private constructor(file: JsonFile<KeptValues>) {
    this.#file = file;
  }

  /** @throws NoAccessError */
  static async open(folder: DataFolder): Promise<KeptSettings> {
    return new KeptSettings(await folder.openRecord('settings.json', keptSchema, INITIAL));
  }

  static isKept(key: keyof SettingValues): key is KeptKey {
    return KEPT_KEYS.some((kept) => kept === key);
  }

  get values(): KeptValues {
    return this.#file.value;
  }

  /** @throws DiskFullError, NoAccessError */
  async set<K extends KeptKey>(key: K, value: KeptValues[K]): Promise<void> {
    await this.#file.update((before) => ({ ...before, [key]: value }));
  }
}
