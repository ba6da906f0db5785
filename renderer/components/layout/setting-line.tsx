import type { ReactNode } from 'react';
import styles from './setting-line.module.css';

interface Props {
  /** Which setting, for whoever has to find it. */
  readonly of?: string;
  readonly label: string;
  readonly effect: ReactNode;
  /** For the control's `aria-describedby`. */
  readonly effectId?: string;
  /** What else has to be known of it: why it has no effect, or not yet. */
  readonly note?: string | null;
  /** Why what was asked for could not be set. */
  readonly error?: string | null;
  /** What sets it. */
  readonly children?: ReactNode;
}

/** A setting with its effect, and what sets it beside that. */
export function SettingLine({ of, label, effect, effectId, note, error, children }: Props) {
  return (
    <div className={styles.line} data-setting={of}>
      <div className={styles.texts}>
        <span className={styles.label}>{label}</span>
        <span className={styles.effect} id={effectId}>
          {effect}
        </span>
        {note && <span className={styles.note}>{note}</span>}
        {error && (
          <span className={styles.error} role="alert">
            {error}
          </span>
        )}
      </div>
      {children && <div className={styles.control}>{children}</div>}
    </div>
  );
}
