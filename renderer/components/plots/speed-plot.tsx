import { type Sample, speedCurve } from '../../view/transfers/speed.ts';
import styles from './speed-plot.module.css';

const WIDTH = 150;
const HEIGHT = 32;

/** The speed of the last half minute; the figure stands beside it. */
export function SpeedPlot({ samples }: { samples: readonly Sample[] }) {
  const curve = speedCurve(samples);
  if (curve.length < 2) return <div className={styles.plot} />;
  const points = curve.map((height, i) => {
    const x = (i / (curve.length - 1)) * WIDTH;
    return `${x.toFixed(1)},${(HEIGHT - 2 - height * (HEIGHT - 6)).toFixed(1)}`;
  });
  return (
    <svg
      className={styles.plot}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polygon
        className={styles.area}
        points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`}
      />
      <polyline className={styles.line} points={points.join(' ')} />
    </svg>
  );
}
