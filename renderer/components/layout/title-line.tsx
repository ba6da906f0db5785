import type { ReactNode } from 'react';
import styles from './title-line.module.css';

interface Props {
  /** Before the title: who it is about. */
  readonly badge?: ReactNode;
  readonly title: ReactNode;
  readonly below?: ReactNode;
  readonly actions?: ReactNode;
  /** With room for a title of many words. */
  readonly isWide?: boolean;
}

/** What a page is about, and what can be done with it. */
export function TitleLine({ badge, title, below, actions, isWide }: Props) {
  return (
    <div className={styles.line} data-wide={isWide || undefined}>
      {badge}
      <div className={styles.titles}>
        <h1 className={styles.title}>{title}</h1>
        {below}
      </div>
      {actions}
    </div>
  );
}
