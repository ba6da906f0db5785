import type { ReactNode } from 'react';
import styles from './list-header.module.css';

interface Props {
  readonly title: string;
  readonly note?: string;
  readonly action?: ReactNode;
}

/** The head of a list column. */
export function ListHeader({ title, note, action }: Props) {
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{title}</h1>
      {note && <span className={styles.note}>{note}</span>}
      {action && <span className={styles.action}>{action}</span>}
    </header>
  );
}
