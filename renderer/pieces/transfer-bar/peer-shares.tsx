import { TriangleAlert } from 'lucide-react';
import type { Transfer } from '../../../shared/api/state.ts';
import { formatSpeeds } from '../../../shared/domain/words/quantity.ts';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { useSamples } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';
import { peerSpeed } from '../../view/transfers/speed.ts';
import styles from './peer-shares.module.css';
import { usePeerNames } from './use-peer-names.ts';

const SHOWN = 4;

/** Who gives how much right now; the most generous first, and then who was dropped. */
export function PeerShares({ transfer }: { transfer: Transfer }) {
  const samples = useSamples(transfer.id);
  const nameOf = usePeerNames();
  const now = samples.at(-1)?.at ?? 0;
  const shares = transfer.progress.peers
    .filter(({ dropped }) => dropped === null)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, SHOWN);
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
      <Dropped transfer={transfer} nameOf={nameOf} />
    </ul>
  );
}

/** Named while it is one; the screen of transfers says why. */
function Dropped({
  transfer,
  nameOf,
}: {
  transfer: Transfer;
  nameOf: ReturnType<typeof usePeerNames>;
}) {
  const dropped = transfer.progress.peers.filter((peer) => peer.dropped !== null);
  const [first] = dropped;
  if (first === undefined) return null;
  const who = dropped.length === 1 ? nameOf(first.id) : t.counts.people(dropped.length);
  const why = dropped.map((peer) => told(peer.dropped ?? '')).join(' ');
  return (
    <li className={`${styles.share} ${styles.dropped}`} title={why}>
      <Icon of={TriangleAlert} size={13} />
      {t.transfers.isDropped(who)}
      <span className="sr-only">. {why}</span>
    </li>
  );
}
