import { BadgeCheck, CircleDashed, Handshake, KeyRound, Rss, TriangleAlert } from 'lucide-react';
import type { Peer } from '../../../shared/api/state.ts';
import { Icon } from './icon.tsx';
import styles from './peer-signs.module.css';

/** At most one sign: what is wrong goes before what is right. */
export function PeerSigns({ peer }: { peer: Peer }) {
  if (peer.trust === 'changed') {
    return (
      <span className={styles.warning} title="Another key than the one you trusted">
        <Icon of={KeyRound} size={14} />
        <span className="sr-only">has another key than the one you trusted</span>
      </span>
    );
  }
  if (peer.problem !== null) {
    return (
      <span className={styles.warning} title={peer.problem}>
        <Icon of={TriangleAlert} size={14} />
        <span className="sr-only">{peer.problem}</span>
      </span>
    );
  }
  if (peer.trust === 'trusted') {
    return (
      <span className={styles.trusted} title="Trusted">
        <Icon of={BadgeCheck} size={15} />
        <span className="sr-only">trusted</span>
      </span>
    );
  }
  if (peer.trust === 'vouched') {
    return (
      <span className={styles.quiet} title="Somebody you trust vouches for this key">
        <Icon of={Handshake} size={15} />
        <span className="sr-only">vouched for</span>
      </span>
    );
  }
  if (peer.trust === 'new') {
    return (
      <span className={styles.quiet} title="You have not met this computer before">
        <Icon of={CircleDashed} size={14} />
        <span className="sr-only">not met before</span>
      </span>
    );
  }
  return null;
}

/** Their commits come by themselves. */
export function FollowedSign() {
  return (
    <span className={styles.quiet} title="Followed">
      <Icon of={Rss} size={13} />
      <span className="sr-only">followed</span>
    </span>
  );
}
