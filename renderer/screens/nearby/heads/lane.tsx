import { usePeerStyle } from '../../../state/use-peer-style.ts';
import type { HeadRow } from '../../../view/projects/heads.ts';
import { laneOf } from '../../../view/projects/lane.ts';
import styles from './lane.module.css';

/** In the picture's own units. */
const REM = 16;
const RAIL = 6;
const BRANCH = 24;

interface Props {
  readonly row: HeadRow;
  /** Of the row, in rem. */
  readonly height: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/**
 * Where a head stands to my branch, which is the rail: on it, off it (it has commits that mine has
 * not), or apart from it. The pills say the same in words.
 */
export function Lane({ row, height, isFirst, isLast }: Props) {
  const peerStyle = usePeerStyle();
  const bottom = height * REM;
  const middle = bottom / 2;
  const lane = laneOf(row);
  const x = lane === 'beyond' || lane === 'apart' ? BRANCH : RAIL;
  const style = row.kind === 'theirs' ? peerStyle(row.peer.id) : undefined;
  return (
    <svg
      className={`peer-colour ${styles.lane}`}
      style={style}
      viewBox={`0 0 32 ${bottom}`}
      aria-hidden="true"
      focusable="false"
    >
      <line
        className={styles.rail}
        x1={RAIL}
        y1={isFirst ? middle : 0}
        x2={RAIL}
        y2={isLast && lane !== 'beyond' ? middle : bottom}
      />
      {lane === 'beyond' && (
        <path
          className={styles.branch}
          d={`M${RAIL} ${bottom}C${RAIL} ${bottom - 16} ${BRANCH} ${bottom - 14} ${BRANCH} ${middle}`}
        />
      )}
      {lane === 'mine' ? (
        <circle className={styles.mine} cx={x} cy={middle} r={5} />
      ) : (
        <circle className={styles.dot} cx={x} cy={middle} r={4.5} />
      )}
    </svg>
  );
}
