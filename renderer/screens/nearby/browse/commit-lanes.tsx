import type { PeerId } from '../../../../shared/ids.ts';
import { usePeerStyle } from '../../../state/use-peer-style.ts';
import type { GraphRow } from '../../../view/projects/commit-graph.ts';
import styles from './commit-lanes.module.css';

const LANE = 14;
const HEIGHT = 36;
const MIDDLE = HEIGHT / 2;

const x = (lane: number) => LANE / 2 + lane * LANE;

interface Props {
  readonly row: GraphRow;
  /** Lanes of the whole graph. */
  readonly width: number;
  /** Whose head is here. */
  readonly head: PeerId | null;
}

/** One row of the graph; the commits tell the same in their order. */
export function CommitLanes({ row, width, head }: Props) {
  const { lane, above, below, passing } = row;
  const peerStyle = usePeerStyle();
  const dot = x(lane);
  return (
    <svg
      className={head === null ? styles.lanes : `peer-colour ${styles.lanes}`}
      style={head === null ? undefined : peerStyle(head)}
      width={`${(width * LANE) / 16}rem`}
      viewBox={`0 0 ${width * LANE} ${HEIGHT}`}
      aria-hidden="true"
      focusable="false"
    >
      {passing.map((each) => (
        <path key={`p${each}`} className={styles.line} d={`M${x(each)} 0V${HEIGHT}`} />
      ))}
      {above.map((each) => (
        <path key={`a${each}`} className={styles.line} d={curve(x(each), 0, dot, MIDDLE)} />
      ))}
      {below.map((each) => (
        <path key={`b${each}`} className={styles.line} d={curve(x(each), HEIGHT, dot, MIDDLE)} />
      ))}
      <circle
        className={head === null ? styles.dot : styles.headDot}
        cx={dot}
        cy={MIDDLE}
        r={head === null ? 3.5 : 4.5}
      />
    </svg>
  );
}

function curve(fromX: number, fromY: number, toX: number, toY: number): string {
  if (fromX === toX) return `M${fromX} ${fromY}V${toY}`;
  const middle = (fromY + toY) / 2;
  return `M${fromX} ${fromY}C${fromX} ${middle} ${toX} ${middle} ${toX} ${toY}`;
}
