import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import type { PeerFact } from '../../../shared/api/doctor-facts.ts';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { t } from '../../texts/texts.ts';
import { type Way, wayBack, wayThere } from '../../view/doctor.ts';
import styles from './doctor-tables.module.css';

/** Each teammate, seen from here, and how they see this computer. */
export function SightTable({ peers }: { peers: readonly PeerFact[] }) {
  if (peers.length === 0) return null;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t.doctor.teammate}</th>
          <th scope="col">{t.doctor.seenFromHere}</th>
          <th scope="col">{t.doctor.howTheySeeYou}</th>
        </tr>
      </thead>
      <tbody>
        {peers.map((peer) => (
          <tr key={peer.id}>
            <th scope="row">
              <span className={styles.person}>
                <Avatar person={peer} size="medium" />
                <span className={styles.name}>{peer.name}</span>
              </span>
            </th>
            <WayCell way={wayThere(peer)} />
            <WayCell way={wayBack(peer)} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function WayCell({ way: { words, isGood } }: { way: Way }) {
  const icon = isGood === null ? CircleHelp : isGood ? CircleCheck : CircleX;
  return (
    <td>
      <span className={styles.way} data-good={isGood ?? undefined}>
        <Icon of={icon} size={14} />
        {words}
      </span>
    </td>
  );
}
