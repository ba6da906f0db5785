import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import { t } from '../../texts/texts.ts';
import type { DaySum } from '../../view/history/figures.ts';
import styles from './day-bars.module.css';

const WIDTH = 600;
const HEIGHT = 112;
/** Above the highest bar and below the lowest. */
const EDGE = 4;
/** However little it was, it is seen. */
const LEAST = 2;
/** Between two bars, in the units of the picture. */
const GAP = 4;

/** What was received on each of the last days, above the line, and what was given below it; the figures stand below. */
export function DayBars({ days }: { days: readonly DaySum[] }) {
  const mostReceived = Math.max(0, ...days.map((day) => day.received));
  const mostGiven = Math.max(0, ...days.map((day) => day.given));
  const scale = (HEIGHT - 2 * EDGE) / Math.max(1, mostReceived + mostGiven);
  const axis = EDGE + mostReceived * scale;
  const width = WIDTH / days.length;
  const received = formatBytes(days.reduce((sum, day) => sum + day.received, 0));
  const given = formatBytes(days.reduce((sum, day) => sum + day.given, 0));
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.plot}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t.activity.daysPlot(days.length, received, given)}
      >
        {days.map((day, index) => (
          <g key={day.start}>
            <title>
              {t.activity.dayPlot(
                nameOf(day.start),
                formatBytes(day.received),
                formatBytes(day.given),
              )}
            </title>
            <rect
              className={styles.received}
              x={index * width + GAP / 2}
              y={axis - height(day.received, scale)}
              width={width - GAP}
              height={height(day.received, scale)}
            />
            <rect
              className={styles.given}
              x={index * width + GAP / 2}
              y={axis}
              width={width - GAP}
              height={height(day.given, scale)}
            />
          </g>
        ))}
        <line className={styles.axis} x1={0} x2={WIDTH} y1={axis} y2={axis} />
      </svg>
      <figcaption className={styles.caption}>
        <span>{nameOf(days[0]?.start ?? 0)}</span>
        <span>{t.activity.above(received)}</span>
        <span>{t.activity.below(given)}</span>
        <span>{t.activity.isToday}</span>
      </figcaption>
    </figure>
  );
}

function height(bytes: number, scale: number): number {
  return bytes === 0 ? 0 : Math.max(LEAST, bytes * scale);
}

function nameOf(start: number): string {
  return new Date(start).toLocaleDateString(t.counts.locale, { day: 'numeric', month: 'short' });
}
