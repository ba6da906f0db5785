import type { ReactNode } from 'react';
import styles from './detail-header.module.css';
import { TitleLine } from './title-line.tsx';

interface Props {
  /** Before the title: who it is about. */
  readonly badge?: ReactNode;
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  /** Short statements, each in an element of its own. */
  readonly facts?: ReactNode;
  readonly banner?: ReactNode;
}

/** What the detail column is about, and what can be done with it. */
export function DetailHeader({ badge, title, subtitle, actions, facts, banner }: Props) {
  return (
    <header className={styles.header}>
      <TitleLine
        badge={badge}
        title={title}
        below={subtitle && <p className={styles.subtitle}>{subtitle}</p>}
        actions={actions && <div className={styles.actions}>{actions}</div>}
      />
      {facts && <div className={styles.facts}>{facts}</div>}
      {banner}
    </header>
  );
}
