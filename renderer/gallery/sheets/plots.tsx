import { BlockMap } from '../../components/plots/block-map.tsx';
import { DayBars } from '../../components/plots/day-bars.tsx';
import { HourBars } from '../../components/plots/hour-bars.tsx';
import { PeerSpeedPlot } from '../../components/plots/peer-speed-plot.tsx';
import { SpeedPlot } from '../../components/plots/speed-plot.tsx';
import { TrafficPicture } from '../../components/plots/traffic-picture.tsx';
import { lastDays } from '../../view/history/figures.ts';
import { speedLayers } from '../../view/transfers/speed.ts';
import { history, noHistory, rates } from '../fixtures/history.ts';
import { anchovy, crowd, herring, self, smelt, sprat } from '../fixtures/people.ts';
import { progressAt, receiving, samplesOf } from '../fixtures/transfers.ts';
import styles from './plots.module.css';
import { Sheet, Shown } from './sheet.tsx';

const people = [anchovy, herring, sprat, smelt];
const crowded = crowd(14);
const nameOf = (id: string) =>
  [...people, ...crowded].find((person) => person.id === id)?.name ?? 'Somebody';
const many = crowded.map(({ id }, i) => ({
  ...{ peer: id, received: (i % 3) * 4e6, given: (i % 4) * 3e6 },
}));
const givers = receiving.progress.peers.map(({ id }) => id);
const samples = samplesOf(receiving);

/** Figures, drawn. */
export function Plots() {
  return (
    <Sheet title="Plots">
      {[0, 0.3, 1].map((part) => (
        <Shown key={part} name={`Blocks, ${100 * part} % here`}>
          <div className={styles.plot}>
            <BlockMap progress={progressAt(part)} nameOf={nameOf} cells={96} size="small" />
          </div>
          <div className={styles.plot}>
            <BlockMap progress={progressAt(part)} nameOf={nameOf} cells={40} size="large" />
          </div>
        </Shown>
      ))}
      <Shown name="Speed">
        <SpeedPlot samples={samples} />
        <SpeedPlot samples={[]} />
      </Shown>
      <Shown name="Speed, by person">
        <PeerSpeedPlot peers={givers} layers={speedLayers(samples, givers)} />
      </Shown>
      <Shown name="Hours">
        <HourBars counts={[0, 3, 12, 7, 0, 1]} />
        <HourBars counts={[0, 0, 0, 0, 0, 0]} />
      </Shown>
      <Shown name="Days">
        <div className={styles.plot}>
          <DayBars days={lastDays(history, 28, Date.now())} />
        </div>
      </Shown>
      <Shown name="Days without anything">
        <div className={styles.plot}>
          <DayBars days={lastDays(noHistory, 28, Date.now())} />
        </div>
      </Shown>
      <Shown name="Who gives to whom">
        <TrafficPicture rates={rates} me={self} nameOf={nameOf} />
      </Shown>
      <Shown name="More than fit around">
        <TrafficPicture rates={many} me={self} nameOf={nameOf} />
      </Shown>
    </Sheet>
  );
}
