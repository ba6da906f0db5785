import { InvalidRequestError } from '../errors.ts';
import type { SettingValue } from './kinds.ts';
import { SETTINGS, type SettingKey, type SettingValues } from './settings.ts';

/** What was given is no value of that setting. */
class InvalidSettingError extends InvalidRequestError {
  constructor(key: SettingKey) {
    super(`“${SETTINGS[key].label}” cannot be set to that. ${SETTINGS[key].kind.expects}`);
  }
}

/** The rules of one setting, whichever: its own values and no others are given to them. */
interface AnyRules {
  accepts(value: unknown): boolean;
  parse(text: string): SettingValue | undefined;
  format(value: SettingValue): string;
}

const rulesOf = (key: SettingKey) => SETTINGS[key].kind as AnyRules;

/** A value of this setting. @throws InvalidSettingError */
export function checkSetting<K extends SettingKey>(key: K, value: unknown): SettingValues[K] {
  if (!rulesOf(key).accepts(value)) throw new InvalidSettingError(key);
  return value as SettingValues[K];
}

/** A setting as typed. @throws InvalidSettingError */
export function parseSetting<K extends SettingKey>(key: K, text: string): SettingValues[K] {
  const value = rulesOf(key).parse(text);
  if (value === undefined) throw new InvalidSettingError(key);
  return value as SettingValues[K];
}

/** A setting as it is typed. */
export function formatSetting<K extends SettingKey>(key: K, value: SettingValues[K]): string {
  return rulesOf(key).format(value);
}
