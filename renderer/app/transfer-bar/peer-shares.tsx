import type { Transfer } from '../../../shared/api/state.ts';
import { formatSpeeds } from '../../../shared/domain/quantity.ts';
import { Avatar } from '../../components/avatar.tsx';
import { peerSpeed } from '../../view/speed.ts';
import { useSamples } from '../shoal.ts';
import styles from './peer-shares.module.css';
import { usePeerNames } from './use-peer-names.ts';

const SHOWN = 4;

/** Who gives how much right now; the most generous first. */
export function PeerShares({ transfer }: { transfer: Transfer }) {
  const samples = useSamples(transfer.id);
  const nameOf = usePeerNames();
  const now = samples.at(-1)?.at ?? 0;
  const shares = [...transfer.progress.peers].sort((a, b) => b.bytes - a.bytes).slice(0, SHOWN);
  const speeds = formatSpeeds(shares.map(({ id }) => peerSpeed(samples, now, id)));
  return (
    <ul className={styles.shares}>
      {shares.map(({ id }, index) => (
        <li key={id} className={styles.share} title={nameOf(id)}>
          <Avatar person={{ id, name: nameOf(id) }} size="tiny" />
          <span className="sr-only">{nameOf(id)} </span>
          {speeds[index]}
        </li>
      ))}
    </ul>
  );
}
