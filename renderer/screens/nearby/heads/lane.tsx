import { usePeerStyle } from '../../../state/use-peer-style.ts';
import type { HeadRow } from '../../../view/projects/heads.ts';
import { laneOf } from '../../../view/projects/lane.ts';
import styles from './lane.module.css';

const MIDDLE = 32;
const RAIL = 6;
const BRANCH = 24;

/**
 * Where a head stands to my branch, which is the rail: on it, off it (it has commits that mine has
 * not), or apart from it. The pills say the same in words.
 */
export function Lane({
  row,
  isFirst,
  isLast,
}: {
  row: HeadRow;
  isFirst: boolean;
  isLast: boolean;
}) {
  const peerStyle = usePeerStyle();
  const lane = laneOf(row);
  const x = lane === 'beyond' || lane === 'apart' ? BRANCH : RAIL;
  const style = row.kind === 'theirs' ? peerStyle(row.peer.id) : undefined;
  return (
    <svg
      className={`peer-colour ${styles.lane}`}
      style={style}
      viewBox="0 0 32 64"
      aria-hidden="true"
      focusable="false"
    >
      <line
        className={styles.rail}
        x1={RAIL}
        y1={isFirst ? MIDDLE : 0}
        x2={RAIL}
        y2={isLast && lane !== 'beyond' ? MIDDLE : 64}
      />
      {lane === 'beyond' && (
        <path
          className={styles.branch}
          d={`M${RAIL} 64C${RAIL} 48 ${BRANCH} 50 ${BRANCH} ${MIDDLE}`}
        />
      )}
      {lane === 'mine' ? (
        <circle className={styles.mine} cx={x} cy={MIDDLE} r={5} />
      ) : (
        <circle className={styles.dot} cx={x} cy={MIDDLE} r={4.5} />
      )}
    </svg>
  );
}
