import type { ReactNode } from 'react';
import styles from './sheet.module.css';

/** Components beside each other, each in all its states. */
export function Sheet({ title, children }: { title: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard is to do, too.
    <main className={styles.sheet} tabIndex={0}>
      <h1 className={styles.title}>{title}</h1>
      {children}
    </main>
  );
}

/** One component's states. */
export function Shown({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className={styles.shown} aria-label={name}>
      <h2 className={styles.name}>{name}</h2>
      <div className={styles.states}>{children}</div>
    </section>
  );
}
