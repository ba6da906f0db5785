import { FolderOpen } from 'lucide-react';
import { useId } from 'react';
import { formatSetting, parseSetting } from '../../../shared/settings/setting-text.ts';
import type { SettingKey } from '../../../shared/settings/settings.ts';
import { Button } from '../../components/controls/button.tsx';
import { LineField } from '../../components/controls/line-field.tsx';
import { SettingLine } from '../../components/layout/setting-line.tsx';
import { useActions, useApp, useAppState } from '../../state/shoal.ts';
import { useSetSetting, useSetting } from '../../state/use-setting.ts';
import { t } from '../../texts/texts.ts';
import { whyNot } from '../../texts/told.ts';
import { emptyWords, settingNote } from '../../view/setting-notes.ts';

const LOOKS = {
  rate: 'number',
  port: 'number',
  folder: 'path',
  names: 'text',
  text: 'text',
} as const;

/** A setting that is typed; an empty field is how it was at first. */
export function TypedSetting({ of: key, look }: { of: SettingKey; look: keyof typeof LOOKS }) {
  const { label, effect } = t.settings.of[key];
  const state = useAppState(({ settings }) => settings);
  const value = useSetting(key);
  const abilities = useApp((app) => app.abilities);
  const { error, set, setError } = useSetSetting(key);
  const actions = useActions();
  const effectId = useId();
  const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
  const done = (text: string) => {
    try {
      set(parseSetting(key, text));
    } catch (failure) {
      setError(whyNot(failure));
    }
  };
  const choose = async () => {
    const chosen = await actions.ask('host.pickFolder', { purpose: 'clone-into' });
    if (chosen !== null) set(chosen);
  };
  return (
    <SettingLine
      of={key}
      label={label}
      effect={effect}
      effectId={effectId}
      note={settingNote(state, key)}
      error={error}
    >
      <LineField
        label={label}
        describedBy={effectId}
        value={isEmpty ? '' : formatSetting(key, value)}
        placeholder={emptyWords(key, abilities.cloneDirectory)}
        look={LOOKS[look]}
        unit={look === 'rate' ? 'MB/s' : undefined}
        isInvalid={error !== null}
        isDisabled={state.unavailable[key] !== undefined}
        onDone={done}
        onGiveUp={() => setError(null)}
      />
      {look === 'folder' && abilities.pickFolder && (
        <Button icon={FolderOpen} onPress={() => void choose()}>
          {t.common.choose}
        </Button>
      )}
    </SettingLine>
  );
}
