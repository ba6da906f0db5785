import { SectionHeading } from '../components/layout/section-heading.tsx';
import { TrafficPicture } from '../components/plots/traffic-picture.tsx';
import { useAppState, useRates } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';
import { usePeerNames } from './transfer-bar/use-peer-names.ts';

/** Who gives what to whom at this moment; nothing where nothing moves. */
export function RightNow() {
  const rates = useRates();
  const self = useAppState((state) => state.self);
  const nameOf = usePeerNames();
  if (self === null || rates.length === 0) return null;
  return (
    <section aria-labelledby="right-now">
      <SectionHeading id="right-now">{t.activity.rightNow}</SectionHeading>
      <TrafficPicture rates={rates} me={self} nameOf={nameOf} />
    </section>
  );
}
