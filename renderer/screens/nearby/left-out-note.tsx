import type { Swarm } from '../../../shared/api/swarm-state.ts';
import {
  theirLeftOutWords,
  theirListLeftOutWords,
} from '../../../shared/domain/words/left-out-words.ts';
import { type PeerId, shortId } from '../../../shared/ids.ts';
import { Banner } from '../../components/layout/banner.tsx';
import { useAppState } from '../../state/shoal.ts';
import styles from './left-out-note.module.css';

/** What of the teammates' heads is not in the list below though they share it, and what else of theirs is in no list. */
export function LeftOutNote({ swarm: { alternatives } }: { swarm: Swarm }) {
  const peers = useAppState((state) => state.peers);
  const nameOf = (peer: PeerId) => peers[peer]?.name ?? shortId(peer);
  const sentences = [
    ...alternatives.flatMap(({ peer, leftOut }) =>
      leftOut === undefined ? [] : theirLeftOutWords(leftOut, nameOf(peer)),
    ),
    ...[...new Set(alternatives.map(({ peer }) => peer))].flatMap((peer) => {
      const leftOut = peers[peer]?.leftOut;
      return leftOut === undefined ? [] : theirListLeftOutWords(leftOut, nameOf(peer));
    }),
  ];
  if (sentences.length === 0) return null;
  return (
    <div className={styles.note}>
      <Banner look="note">{sentences.join(' ')}</Banner>
    </div>
  );
}
