import { Gauge } from 'lucide-react';
import { SettingRow } from '../components/controls/setting-row.tsx';
import { useActions, useAppState } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';
import { hasLimit, limitsLabel } from '../view/transfers/limits.ts';

/** Tells the limits that are set, and opens the dialog that sets them. */
export function SpeedLimits() {
  const limits = useAppState((state) => state.limits);
  const actions = useActions();
  return (
    <SettingRow
      icon={Gauge}
      label={t.shell.thisComputer.speedLimits}
      value={limitsLabel(limits)}
      isSet={hasLimit(limits)}
      onPress={() => actions.open({ kind: 'limits' })}
    />
  );
}
