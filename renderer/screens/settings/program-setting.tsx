import type { ProgramKind } from '../../../shared/settings/kinds.ts';
import type { SettingKey } from '../../../shared/settings/settings.ts';
import { Choice } from '../../components/controls/choice.tsx';
import { SettingLine } from '../../components/layout/setting-line.tsx';
import { useApp, useAppState } from '../../state/shoal.ts';
import { useSetSetting, useSetting } from '../../state/use-setting.ts';
import { t } from '../../texts/texts.ts';
import { programChoices, programNote } from '../../view/program-choices.ts';
import { settingNote } from '../../view/setting-notes.ts';

/** Which of the programs that were found on this computer is used. */
export function ProgramSetting({ of: key, kind }: { of: SettingKey; kind: ProgramKind }) {
  const { label, effect } = t.settings.of[key];
  const state = useAppState(({ settings }) => settings);
  const openers = useApp((app) => app.abilities.openers);
  const value = useSetting(key);
  const { error, set } = useSetSetting(key);
  const { options, chosen } = programChoices(
    openers,
    kind.of,
    value === null ? null : String(value),
  );
  const note = settingNote(state, key) ?? programNote(openers, kind.of);
  return (
    <SettingLine of={key} label={label} effect={effect} note={note} error={error}>
      {options.length > 1 && (
        <Choice
          label={label}
          options={options}
          chosen={chosen}
          onChoose={(id) => set(id === '' ? null : id)}
        />
      )}
    </SettingLine>
  );
}
