import type { ChoiceKind } from '../../shared/settings/kinds.ts';
import type { SETTINGS, SettingKey } from '../../shared/settings/settings.ts';

type OptionOf<K extends SettingKey> =
  (typeof SETTINGS)[K]['kind'] extends ChoiceKind<infer V> ? V : never;

/** Every setting by its name and effect, and what its choices are called, if it has any. */
export type SettingTexts = {
  readonly [K in SettingKey]: {
    readonly label: string;
    readonly effect: string;
    readonly options: Readonly<Record<OptionOf<K>, string>>;
  };
};
