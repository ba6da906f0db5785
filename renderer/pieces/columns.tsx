import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../components/controls/button.tsx';
import { ListHeader } from '../components/layout/list-header.tsx';
import { useActions, useUi } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';
import styles from './columns.module.css';

interface Props {
  /** What the list column is called for those who listen. */
  readonly label: string;
  readonly list: ReactNode;
  readonly detail: ReactNode;
  /** Stays at the bottom of the detail. */
  readonly footer?: ReactNode;
}

/** A list and what is chosen in it; in a narrow window one at a time. */
export function Columns({ label, list, detail, footer }: Props) {
  const opened = useUi((ui) => ui.opened);
  const actions = useActions();
  return (
    <main className={styles.columns} data-opened={opened || undefined}>
      <section className={styles.list} aria-label={label} data-region="list">
        {list}
      </section>
      <div className={styles.detail} data-region="detail" tabIndex={-1}>
        <div className={styles.back}>
          <IconButton
            icon={ArrowLeft}
            aria-label={t.common.back}
            onPress={() => actions.closeDetail()}
          />
        </div>
        <div className={styles.content}>{detail}</div>
        {footer}
      </div>
    </main>
  );
}

interface SingleColumnProps {
  /** What the screen is called. */
  readonly title: string;
  /** Beside the title. */
  readonly note?: string;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** One column for all, where there is nothing to choose from. */
export function SingleColumn({ title, note, children, footer }: SingleColumnProps) {
  return (
    <main className={styles.single} data-region="detail" tabIndex={-1}>
      <ListHeader title={title} note={note} />
      {/* It scrolls, so the keyboard must reach it: what is told may have no control in it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the same. */}
      <section className={styles.content} tabIndex={0} aria-label={title}>
        {children}
      </section>
      {footer}
    </main>
  );
}
