import type { ReactNode } from 'react';
import styles from './words.module.css';

interface Props {
  readonly title: string;
  readonly words: readonly string[];
  readonly hint: ReactNode;
}

/** The six words of a peer, to compare aloud. */
export function Words({ title, words, hint }: Props) {
  return (
    <section className={styles.block}>
      <h2 className={styles.title}>{title}</h2>
      <ol className={styles.words}>
        {words.map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word may stand twice; its place is its identity.
          <li key={index} className="selectable">
            <code>{word}</code>
          </li>
        ))}
      </ol>
      <p className={styles.hint}>{hint}</p>
    </section>
  );
}
