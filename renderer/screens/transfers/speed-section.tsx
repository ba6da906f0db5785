import type { Transfer } from '../../../shared/api/state.ts';
import { formatSpeed } from '../../../shared/domain/words/quantity.ts';
import { PeerSpeedPlot } from '../../components/plots/peer-speed-plot.tsx';
import { useSamples } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { speedLayers } from '../../view/transfers/speed.ts';
import styles from './transfer-detail.module.css';

/** A plot needs a few moments to tell anything. */
const FEWEST = 3;

/** How fast it came in the last half minute, and from whom. */
export function SpeedSection({ transfer }: { transfer: Transfer }) {
  const samples = useSamples(transfer.id);
  const peers = transfer.progress.peers.map(({ id }) => id);
  if (transfer.phase.state !== 'receiving' || samples.length < FEWEST) return null;
  const layers = speedLayers(samples, peers);
  return (
    <section>
      <h2 className={styles.heading}>
        {t.transfers.speed}
        <span className={styles.note}>{t.transfers.upTo(formatSpeed(layers.highest))}</span>
      </h2>
      <PeerSpeedPlot peers={peers} layers={layers} />
    </section>
  );
}
