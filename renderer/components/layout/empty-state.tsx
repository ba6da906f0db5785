import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../signs/icon.tsx';
import styles from './empty-state.module.css';

interface Props {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** Something is wrong, rather than missing. */
  readonly look?: 'warning';
  /** Something is being waited for. */
  readonly busy?: boolean;
}

/** What to say where there is nothing to show, and what to do about it. */
export function EmptyState({ icon, title, children, actions, look, busy }: Props) {
  return (
    <section className={styles.empty} aria-busy={busy}>
      <span className={styles.badge} data-busy={busy || undefined} data-look={look}>
        <Icon of={icon} size={22} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.text}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
