import type { CSSProperties } from 'react';
import type { TransferProgress } from '../../../shared/api/state.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { usePeerStyle } from '../../state/use-peer-style.ts';
import { t } from '../../texts/texts.ts';
import { blockCells, blocksByPeer } from '../../view/transfers/progress.ts';
import styles from './block-map.module.css';

interface Props {
  readonly progress: TransferProgress;
  readonly nameOf: (peer: PeerId) => string;
  /** How many cells there is room for; more blocks than that share cells. */
  readonly cells: number;
  readonly size: 'small' | 'large';
}

/** Which blocks are here or on their way, each in the colour of the peer that gives it. */
export function BlockMap({ progress, nameOf, cells, size }: Props) {
  const { blocks, blocksDone, blockSources, blocksComing } = progress;
  const peerStyle = usePeerStyle();
  const shares = blocksByPeer(blockSources).map(({ peer, blocks: given }) =>
    t.transfers.blocksFrom(given, nameOf(peer)),
  );
  const label = [t.transfers.blockMap(blocksDone, blocks), ...shares].join(', ');
  return (
    <div className={`${styles.map} ${styles[size]}`} role="img" aria-label={label}>
      {blockCells(blockSources, cells, blocksComing).map(({ part, peer }, index) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the map.
          key={index}
          className={peer === null ? styles.cell : `peer-colour ${styles.cell} ${styles.given}`}
          style={peer === null ? undefined : { ...peerStyle(peer), ...tint(part) }}
        />
      ))}
    </div>
  );
}

/** The less of a cell's blocks is here, the fainter; one that is only on its way is faintest. */
function tint(part: number): CSSProperties {
  return { '--tint': `${Math.round(40 + 60 * part)}%` } as CSSProperties;
}
