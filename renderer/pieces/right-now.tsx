import { TrafficPicture } from '../components/plots/traffic-picture.tsx';
import { useAppState, useRates } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';
import styles from './right-now.module.css';
import { usePeerNames } from './transfer-bar/use-peer-names.ts';

/** Who gives what to whom at this moment; nothing where nothing moves. */
export function RightNow() {
  const rates = useRates();
  const self = useAppState((state) => state.self);
  const nameOf = usePeerNames();
  if (self === null || rates.length === 0) return null;
  return (
    <section aria-labelledby="right-now">
      <h2 id="right-now" className={styles.heading}>
        {t.activity.rightNow}
      </h2>
      <TrafficPicture rates={rates} me={self} nameOf={nameOf} />
    </section>
  );
}
