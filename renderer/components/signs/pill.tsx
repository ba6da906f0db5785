import type { ReactNode } from 'react';
import styles from './pill.module.css';

interface Props {
  readonly look?: 'plain' | 'accent' | 'warning';
  readonly title?: string;
  readonly children: ReactNode;
}

/** A short label beside a name. */
export function Pill({ look = 'plain', title, children }: Props) {
  return (
    <span className={`${styles.pill} ${styles[look]}`} title={title}>
      {children}
    </span>
  );
}
