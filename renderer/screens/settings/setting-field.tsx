import type { ChoiceKind } from '../../../shared/settings/kinds.ts';
import { SETTINGS, type SettingKey } from '../../../shared/settings/settings.ts';
import { Button } from '../../components/controls/button.tsx';
import { Choice } from '../../components/controls/choice.tsx';
import { SwitchTrack } from '../../components/controls/switch.tsx';
import { SettingLine } from '../../components/layout/setting-line.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { useSetSetting, useSetting } from '../../state/use-setting.ts';
import { t } from '../../texts/texts.ts';
import { settingNote } from '../../view/setting-notes.ts';
import { LookForNewer } from './look-for-newer.tsx';
import { ProgramSetting } from './program-setting.tsx';
import { TypedSetting } from './typed-setting.tsx';

/** One setting, and the control that its kind asks for. */
export function SettingField({ of: key }: { of: SettingKey }) {
  const { kind } = SETTINGS[key];
  switch (kind.type) {
    case 'switch':
      return <SwitchSetting of={key} />;
    case 'choice':
      return <ChoiceSetting of={key} kind={kind} />;
    case 'program':
      return <ProgramSetting of={key} kind={kind} />;
    default:
      return <TypedSetting of={key} look={kind.type} />;
  }
}

function SwitchSetting({ of: key }: { of: SettingKey }) {
  const { label, effect } = t.settings.of[key];
  const state = useAppState(({ settings }) => settings);
  const isOn = useSetting(key) === true;
  const { error, set } = useSetSetting(key);
  const actions = useActions();
  return (
    <SettingLine
      of={key}
      label={label}
      effect={effect}
      note={settingNote(state, key)}
      error={error}
    >
      {key === 'guests' && (
        <Button look="quiet" onPress={() => actions.open({ kind: 'guests' })}>
          {t.settings.howGuestsClone}
        </Button>
      )}
      {key === 'check-updates' && <LookForNewer />}
      <SwitchTrack
        label={label}
        isOn={isOn}
        isDisabled={state.unavailable[key] !== undefined}
        onChange={set}
      />
    </SettingLine>
  );
}

function ChoiceSetting({ of: key, kind }: { of: SettingKey; kind: ChoiceKind<string> }) {
  const { label, effect, options } = t.settings.of[key];
  const names: Readonly<Partial<Record<string, string>>> = options;
  const state = useAppState(({ settings }) => settings);
  const value = useSetting(key);
  const { error, set } = useSetSetting(key);
  return (
    <SettingLine
      of={key}
      label={label}
      effect={effect}
      note={settingNote(state, key)}
      error={error}
    >
      <Choice
        label={label}
        options={kind.options.map(({ id, name }) => ({ id, name: names[id] ?? name }))}
        chosen={String(value)}
        onChoose={(id) => set(id)}
      />
    </SettingLine>
  );
}
