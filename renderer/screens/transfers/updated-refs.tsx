import type { RefUpdate } from '../../../shared/api/state.ts';
import { count } from '../../../shared/domain/words/quantity.ts';
import styles from './updated-refs.module.css';

const SHORT = 8;
/** More than anyone reads; the rest is counted. */
const SHOWN = 200;

/** The refs that moved, each from where to where. */
export function UpdatedRefs({ updated }: { updated: readonly RefUpdate[] }) {
  if (updated.length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>{count(updated.length, 'head')} moved</h2>
      <ul>
        {updated.slice(0, SHOWN).map(({ ref, old, new: now }) => (
          <li key={ref} className={styles.update}>
            <code className={`selectable ${styles.ref}`}>{ref}</code>
            <code className={styles.ids}>
              {old?.slice(0, SHORT) ?? 'new'} → {now?.slice(0, SHORT) ?? 'gone'}
            </code>
          </li>
        ))}
      </ul>
      {updated.length > SHOWN && (
        <p className={styles.rest}>and {count(updated.length - SHOWN, 'other')}</p>
      )}
    </section>
  );
}
