import { ChevronRight, type LucideIcon } from 'lucide-react';
import { Button } from 'react-aria-components';
import { Icon } from '../signs/icon.tsx';
import styles from './setting-row.module.css';

interface Props {
  readonly icon: LucideIcon;
  readonly label: string;
  /** What is set now. */
  readonly value?: string;
  /** Whether that is anything but the usual. */
  readonly isSet?: boolean;
  readonly onPress: () => void;
}

/** A line that leads to what can be set, or seen, elsewhere. */
export function SettingRow({ icon, label, value, isSet = false, onPress }: Props) {
  return (
    <Button className={styles.row} onPress={onPress}>
      <Icon of={icon} />
      <span>{label}</span>
      <span className={styles.value} data-set={isSet || undefined}>
        {value}
      </span>
      <Icon of={ChevronRight} size={14} />
    </Button>
  );
}
