import type { TransferProgress } from '../../../shared/api/state.ts';
import { count } from '../../../shared/domain/words/quantity.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { type BlockCell, blockCells, blocksByPeer } from '../../view/transfers/progress.ts';
import { peerStyle } from '../signs/avatar.tsx';
import styles from './block-map.module.css';

interface Props {
  readonly progress: TransferProgress;
  readonly nameOf: (peer: PeerId) => string;
  /** How many cells there is room for; more blocks than that share cells. */
  readonly cells: number;
  readonly size: 'small' | 'large';
}

/** Which blocks are here, each in the colour of the peer that gave it. */
export function BlockMap({ progress, nameOf, cells, size }: Props) {
  const { blocks, blocksDone, blockSources } = progress;
  const shares = blocksByPeer(blockSources).map(
    ({ peer, blocks: given }) => `${given} from ${nameOf(peer)}`,
  );
  const label = [`${blocksDone} of ${count(blocks, 'block')}`, ...shares].join(', ');
  return (
    <div className={`${styles.map} ${styles[size]}`} role="img" aria-label={label}>
      {blockCells(blockSources, cells).map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the map.
        <Cell key={index} cell={cell} />
      ))}
    </div>
  );
}

function Cell({ cell: { part, peer } }: { cell: BlockCell }) {
  if (peer === null) return <i className={styles.cell} />;
  return (
    <i
      className={`peer-colour ${styles.cell} ${styles.given}`}
      style={{ ...peerStyle(peer), opacity: 0.35 + 0.65 * part }}
    />
  );
}
