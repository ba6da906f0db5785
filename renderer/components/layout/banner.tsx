import { CircleAlert, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../signs/icon.tsx';
import { WithCommands } from '../signs/with-commands.tsx';
import styles from './banner.module.css';

interface Props {
  /** `waiting`: it is worked on and passes by itself; `note`: it may stay. */
  readonly look: 'warning' | 'waiting' | 'note';
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** A sentence that must be seen before anything else. */
export function Banner({ look, icon, children, action }: Props) {
  return (
    <div
      className={`${styles.banner} ${styles[look]}`}
      role={look === 'warning' ? 'alert' : 'status'}
    >
      <Icon of={icon ?? (look === 'waiting' ? LoaderCircle : CircleAlert)} />
      <span className={styles.text}>
        {typeof children === 'string' ? <WithCommands of={children} /> : children}
      </span>
      {action}
    </div>
  );
}
