import { DoorOpen } from 'lucide-react';
import { SettingRow } from '../../components/controls/setting-row.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { guestsLabel } from '../../view/guests.ts';

/** Tells whether guests are let in, and opens the dialog that says how they clone. */
export function GuestsRow() {
  const guests = useAppState((state) => state.guests);
  const actions = useActions();
  return (
    <SettingRow
      icon={DoorOpen}
      label={t.shell.thisComputer.guests}
      value={guestsLabel(guests, useNow())}
      isSet={guests.state === 'on'}
      onPress={() => actions.open({ kind: 'guests' })}
    />
  );
}
