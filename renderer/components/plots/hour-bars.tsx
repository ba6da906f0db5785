import { count } from '../../../shared/domain/words/quantity.ts';
import styles from './hour-bars.module.css';

const WIDTH = 600;
const HEIGHT = 72;
/** Between two bars, in the units of the picture. */
const GAP = 6;

interface Props {
  /** How many, hour by hour, the oldest first. */
  readonly counts: readonly number[];
  /** What is counted, one of it. */
  readonly noun: string;
}

/** How many there were in each of the last hours; the figures stand below. */
export function HourBars({ counts, noun }: Props) {
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
        aria-label={`${noun}s of the last ${counts.length} hours, the oldest first: ${counts.join(', ')}`}
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
        <span>{counts.length} hours ago</span>
        <span>most in an hour: {Math.max(0, ...counts)}</span>
        <span>{count(last, noun)} within the hour</span>
      </figcaption>
    </figure>
  );
}
