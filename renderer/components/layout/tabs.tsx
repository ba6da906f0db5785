import type { ReactNode } from 'react';
import { Tab as AriaTab, TabList as AriaTabList } from 'react-aria-components';
import styles from './tabs.module.css';

interface ListProps {
  readonly label: string;
  /** Where the list stands. */
  readonly className?: string;
  readonly children: ReactNode;
}

/** The names of a page's parts, beside each other; inside of react-aria's Tabs. */
export function TabList({ label, className = '', children }: ListProps) {
  return (
    <AriaTabList className={`${styles.list} ${className}`} aria-label={label}>
      {children}
    </AriaTabList>
  );
}

interface TabProps {
  readonly id: string;
  /** How many are in it. */
  readonly count?: number;
  readonly children: ReactNode;
}

export function Tab({ id, count, children }: TabProps) {
  return (
    <AriaTab id={id} className={styles.tab}>
      {children} {count !== undefined && <span className={styles.count}>{count}</span>}
    </AriaTab>
  );
}
