import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { theirLeftOutWords } from '../../../shared/domain/words/left-out-words.ts';
import { shortId } from '../../../shared/ids.ts';
import { Banner } from '../../components/layout/banner.tsx';
import { useAppState } from '../../state/shoal.ts';
import styles from './left-out-note.module.css';

/** What of the teammates' heads is not in the list below, though they share it. */
export function LeftOutNote({ swarm: { alternatives } }: { swarm: Swarm }) {
  const peers = useAppState((state) => state.peers);
  const sentences = alternatives.flatMap(({ peer, leftOut }) =>
    leftOut === undefined ? [] : theirLeftOutWords(leftOut, peers[peer]?.name ?? shortId(peer)),
  );
  if (sentences.length === 0) return null;
  return (
    <div className={styles.note}>
      <Banner look="note">{sentences.join(' ')}</Banner>
    </div>
  );
}
