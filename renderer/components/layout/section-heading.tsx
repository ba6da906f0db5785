import type { ReactNode } from 'react';
import styles from './section-heading.module.css';

interface Props {
  /** For the section's `aria-labelledby`. */
  readonly id?: string;
  /** Above rows that have lines between them, it has one, too. */
  readonly isRuled?: boolean;
  readonly children: ReactNode;
}

/** What a part of a page is about, in small letters. */
export function SectionHeading({ id, isRuled, children }: Props) {
  return (
    <h2 id={id} className={styles.heading} data-ruled={isRuled || undefined}>
      {children}
    </h2>
  );
}
