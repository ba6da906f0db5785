import { isRunning, type Transfer } from '../../../shared/api/state.ts';
import { formatBytes, formatSpeed } from '../../../shared/domain/quantity.ts';
import { useSamples } from '../../app/shoal.ts';
import { usePeerNames } from '../../app/transfer-bar/use-peer-names.ts';
import { Avatar, peerStyle } from '../../components/avatar.tsx';
import { peerSpeed } from '../../view/speed.ts';
import styles from './givers.module.css';

/** How much each peer gave, beside each other. */
export function Givers({ transfer }: { transfer: Transfer }) {
  const samples = useSamples(transfer.id);
  const nameOf = usePeerNames();
  const givers = [...transfer.progress.peers].sort((a, b) => b.bytes - a.bytes);
  const most = Math.max(1, ...givers.map(({ bytes }) => bytes));
  const now = samples.at(-1)?.at ?? 0;
  if (givers.length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>Who gave what</h2>
      <ul>
        {givers.map(({ id, bytes }) => (
          <li key={id} className={styles.giver}>
            <Avatar person={{ id, name: nameOf(id) }} size="small" />
            <span className={styles.name}>{nameOf(id)}</span>
            <span className={styles.track}>
              <i
                className={`peer-colour ${styles.bar}`}
                style={{ ...peerStyle(id), width: `${(bytes / most) * 100}%` }}
              />
            </span>
            <span className={styles.figure}>{formatBytes(bytes)}</span>
            {isRunning(transfer) && (
              <span className={styles.figure}>{formatSpeed(peerSpeed(samples, now, id))}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
