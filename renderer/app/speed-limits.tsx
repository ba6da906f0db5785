import { ChevronRight, Gauge } from 'lucide-react';
import { Button } from 'react-aria-components';
import { Icon } from '../components/icon.tsx';
import { hasLimit, limitsLabel } from '../view/limits.ts';
import { useActions, useAppState } from './shoal.ts';
import styles from './speed-limits.module.css';

/** Tells the limits that are set, and opens the dialog that sets them. */
export function SpeedLimits() {
  const limits = useAppState((state) => state.limits);
  const actions = useActions();
  return (
    <Button className={styles.row} onPress={() => actions.open({ kind: 'limits' })}>
      <Icon of={Gauge} />
      <span>Speed limits</span>
      <span className={styles.value} data-set={hasLimit(limits) || undefined}>
        {limitsLabel(limits)}
      </span>
      <Icon of={ChevronRight} size={14} />
    </Button>
  );
}
