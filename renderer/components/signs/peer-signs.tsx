import {
  BadgeCheck,
  CircleDashed,
  Handshake,
  KeyRound,
  Rss,
  TriangleAlert,
  Warehouse,
} from 'lucide-react';
import type { Peer } from '../../../shared/api/state.ts';
import { withoutTicks } from '../../texts/commands.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';
import { Icon } from './icon.tsx';
import styles from './peer-signs.module.css';

/** At most one sign: what is wrong goes before what is right. */
export function PeerSigns({ peer }: { peer: Peer }) {
  if (peer.trust === 'changed') {
    return (
      <span className={styles.warning} title={t.common.signs.keyChanged}>
        <Icon of={KeyRound} size={14} />
        <span className="sr-only">{t.common.signs.hasOtherKey}</span>
      </span>
    );
  }
  if (peer.problem !== null) {
    return (
      <span className={styles.warning} title={withoutTicks(told(peer.problem))}>
        <Icon of={TriangleAlert} size={14} />
        <span className="sr-only">{withoutTicks(told(peer.problem))}</span>
      </span>
    );
  }
  if (peer.trust === 'trusted') {
    return (
      <span className={styles.trusted} title={t.common.signs.trusted}>
        <Icon of={BadgeCheck} size={15} />
        <span className="sr-only">{t.common.signs.isTrusted}</span>
      </span>
    );
  }
  if (peer.trust === 'vouched') {
    return (
      <span className={styles.quiet} title={t.common.signs.vouched}>
        <Icon of={Handshake} size={15} />
        <span className="sr-only">{t.common.signs.isVouched}</span>
      </span>
    );
  }
  if (peer.trust === 'new') {
    return (
      <span className={styles.quiet} title={t.common.signs.isNew}>
        <Icon of={CircleDashed} size={14} />
        <span className="sr-only">{t.common.signs.notMet}</span>
      </span>
    );
  }
  return null;
}

/** Their commits come by themselves. */
export function FollowedSign() {
  return (
    <span className={styles.quiet} title={t.common.signs.followed}>
      <Icon of={Rss} size={13} />
      <span className="sr-only">{t.common.signs.isFollowed}</span>
    </span>
  );
}

/** It keeps projects for others while these are away. */
export function DepotSign() {
  return (
    <span className={styles.quiet} title={t.people.depot.keeps}>
      <Icon of={Warehouse} size={14} />
      <span className="sr-only">{t.people.depot.sign}</span>
    </span>
  );
}
