import type { RefUpdate } from '../../../shared/api/activity-state.ts';
import { countHeads, headCountWords, tagName } from '../../../shared/domain/words/head-count.ts';
import { Fold } from '../../components/layout/fold.tsx';
import { t } from '../../texts/texts.ts';
import styles from './updated-refs.module.css';

const SHORT = 8;
/** More alike than this fold into one line. */
const FEW = 20;

/** The refs that moved, each from where to where; branches before tags. */
export function UpdatedRefs({ updated }: { updated: readonly RefUpdate[] }) {
  if (updated.length === 0) return null;
  const branches = updated.filter(({ ref }) => tagName(ref) === null);
  const tags = updated.filter(({ ref }) => tagName(ref) !== null);
  return (
    <section>
      <h2 className={styles.heading}>{t.transfers.moved(headCountWords(countHeads(updated)))}</h2>
      <ul>
        <Refs updates={branches} words={t.transfers.branches(branches.length)} />
        <Refs updates={tags} words={t.transfers.tags(tags.length)} />
      </ul>
    </section>
  );
}

function Refs({ updates, words }: { updates: readonly RefUpdate[]; words: string }) {
  if (updates.length <= FEW) return updates.map(refLine);
  return (
    <Fold words={words} items={updates}>
      {refLine}
    </Fold>
  );
}

function refLine({ ref, old, new: now }: RefUpdate) {
  return (
    <li key={ref} className={styles.update}>
      <code className={`selectable ${styles.ref}`}>{ref}</code>
      <code className={`selectable ${styles.ids}`}>
        {old?.slice(0, SHORT) ?? t.transfers.new} → {now?.slice(0, SHORT) ?? t.transfers.gone}
      </code>
    </li>
  );
}
