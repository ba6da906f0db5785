import { CirclePause } from 'lucide-react';
import { timeOf } from '../../../shared/domain/words/time-of.ts';
import { SettingRow } from '../../components/controls/setting-row.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';

/** Tells whether sharing is paused, and opens the dialog that pauses and resumes it. */
export function PauseRow() {
  const sharing = useAppState((state) => state.sharing);
  const now = useNow();
  const actions = useActions();
  const isPaused = sharing.state === 'paused';
  const until =
    isPaused && sharing.until !== null
      ? t.shell.thisComputer.until(timeOf(sharing.until, now))
      : t.common.on;
  return (
    <SettingRow
      icon={CirclePause}
      label={t.shell.thisComputer.pauseSharing}
      value={isPaused ? until : t.common.off}
      isSet={isPaused}
      onPress={() => actions.open({ kind: 'pause-sharing' })}
    />
  );
}
