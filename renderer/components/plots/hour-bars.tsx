import { t } from '../../texts/texts.ts';
import styles from './hour-bars.module.css';

const WIDTH = 600;
const HEIGHT = 72;
/** Between two bars, in the units of the picture. */
const GAP = 6;

/** How many commits there were in each of the last hours, the oldest first; the figures stand below. */
export function HourBars({ counts }: { counts: readonly number[] }) {
  const most = Math.max(1, ...counts);
  const width = WIDTH / counts.length;
  const last = counts.at(-1) ?? 0;
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.plot}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t.activity.commitsPlot(counts.length, counts.join(', '))}
      >
        {counts.map((n, hour) => {
          const height = (n / most) * (HEIGHT - 4);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in the row.
              key={hour}
              className={styles.bar}
              x={hour * width + GAP / 2}
              y={HEIGHT - Math.max(height, 1)}
              width={width - GAP}
              height={Math.max(height, 1)}
            />
          );
        })}
      </svg>
      <figcaption className={styles.caption}>
        <span>{t.activity.hoursAgo(counts.length)}</span>
        <span>{t.activity.mostInAnHour(Math.max(0, ...counts))}</span>
        <span>{t.activity.commitsWithinHour(last)}</span>
      </figcaption>
    </figure>
  );
}
