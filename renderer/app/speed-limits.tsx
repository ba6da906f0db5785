import { Gauge } from 'lucide-react';
import { SettingRow } from '../components/setting-row.tsx';
import { hasLimit, limitsLabel } from '../view/limits.ts';
import { useActions, useAppState } from './shoal.ts';

/** Tells the limits that are set, and opens the dialog that sets them. */
export function SpeedLimits() {
  const limits = useAppState((state) => state.limits);
  const actions = useActions();
  return (
    <SettingRow
      icon={Gauge}
      label="Speed limits"
      value={limitsLabel(limits)}
      isSet={hasLimit(limits)}
      onPress={() => actions.open({ kind: 'limits' })}
    />
  );
}
