import { ListMinus } from 'lucide-react';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { Details } from '../../components/layout/details.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { leftOutIn, theirLeftOutLabel, theirLeftOutReasons } from '../../view/projects/left-out.ts';
import styles from './left-out.module.css';

/** How much of the project its people share without listing it; opens to whose it is, and why. */
export function LeftOut({ swarm }: { swarm: Swarm }) {
  const peers = useAppState((state) => state.peers);
  const all = leftOutIn(swarm, peers);
  if (all.length === 0) return null;
  return (
    <Details
      icon={ListMinus}
      look="note"
      label={theirLeftOutLabel(all)}
      title={t.nearby.leftOut.title}
      placement="bottom start"
    >
      <ul className={styles.people}>
        {all.map(({ peer, ...leftOut }) => (
          <li key={peer.id} className={styles.person}>
            <Avatar person={peer} size="small" />
            <div>
              <div className={styles.name}>{peer.name}</div>
              {theirLeftOutReasons(leftOut).map((reason) => (
                <div key={reason}>{reason}</div>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <p className={styles.effect}>{t.nearby.leftOut.effect}</p>
    </Details>
  );
}
