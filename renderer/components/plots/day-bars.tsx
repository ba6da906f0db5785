import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import { t } from '../../texts/texts.ts';
import type { DaySum } from '../../view/history/figures.ts';
import styles from './day-bars.module.css';

const WIDTH = 600;
/** Of each half, what was received above the line and what was given below it. */
const HALF = 56;
/** Between two bars, in the units of the picture. */
const GAP = 4;

/** What was received and given on each of the last days; the figures stand below. */
export function DayBars({ days }: { days: readonly DaySum[] }) {
  const most = Math.max(1, ...days.flatMap(({ received, given }) => [received, given]));
  const width = WIDTH / days.length;
  const received = formatBytes(days.reduce((sum, day) => sum + day.received, 0));
  const given = formatBytes(days.reduce((sum, day) => sum + day.given, 0));
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.plot}
        viewBox={`0 0 ${WIDTH} ${2 * HALF}`}
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
              y={HALF - height(day.received, most)}
              width={width - GAP}
              height={height(day.received, most)}
            />
            <rect
              className={styles.given}
              x={index * width + GAP / 2}
              y={HALF}
              width={width - GAP}
              height={height(day.given, most)}
            />
          </g>
        ))}
        <line className={styles.axis} x1={0} x2={WIDTH} y1={HALF} y2={HALF} />
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

function height(bytes: number, most: number): number {
  return bytes === 0 ? 0 : Math.max(2, (bytes / most) * (HALF - 4));
}

function nameOf(start: number): string {
  return new Date(start).toLocaleDateString(t.counts.locale, { day: 'numeric', month: 'short' });
}
