import { formatSpeed } from '../../../shared/domain/words/quantity.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { usePeerStyle } from '../../state/use-peer-style.ts';
import { t } from '../../texts/texts.ts';
import type { SpeedLayers } from '../../view/transfers/speed.ts';
import styles from './peer-speed-plot.module.css';

const WIDTH = 600;
const HEIGHT = 72;

interface Props {
  /** The lowest layer's first. */
  readonly peers: readonly PeerId[];
  readonly layers: SpeedLayers;
}

/** The speed of the last half minute, each peer's part in its colour; figures stand below. */
export function PeerSpeedPlot({ peers, layers: { highest, edges } }: Props) {
  const peerStyle = usePeerStyle();
  // Higher layers are drawn first, each down to the ground, so that lower ones lie upon them.
  const drawn = peers.map((peer, layer) => ({ peer, edge: edges[layer] ?? [] })).reverse();
  return (
    <svg
      className={styles.plot}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t.transfers.speedPlot(formatSpeed(highest))}
    >
      {drawn.map(({ peer, edge }) => (
        <polygon
          key={peer}
          className={`peer-colour ${styles.layer}`}
          style={peerStyle(peer)}
          points={`0,${HEIGHT} ${pointsOf(edge)} ${WIDTH},${HEIGHT}`}
        />
      ))}
    </svg>
  );
}

function pointsOf(edge: readonly number[]): string {
  return edge
    .map((height, i) => {
      const x = (i / Math.max(1, edge.length - 1)) * WIDTH;
      return `${x.toFixed(1)},${(HEIGHT - height * (HEIGHT - 4)).toFixed(1)}`;
    })
    .join(' ');
}
