import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { count } from '../../../shared/domain/words/quantity.ts';
import { AvatarStack } from '../../components/signs/avatar.tsx';
import { Pill } from '../../components/signs/pill.tsx';
import { useNow } from '../../state/clock.tsx';
import { useAppState } from '../../state/shoal.ts';
import { age } from '../../view/age.ts';
import { latestChange, peersOf } from '../../view/projects/nearby.ts';
import { conflictingHeads } from '../../view/projects/outlook.ts';
import { runningIn, runningLabel } from '../../view/transfers/transfers.ts';
import styles from './swarm-row.module.css';

/** One project: what is new in it, who has it, and what happened last. */
export function SwarmRow({ swarm }: { swarm: Swarm }) {
  const people = useAppState(({ peers }) => peersOf(swarm, peers));
  return (
    <div className={styles.row}>
      <span className={styles.line}>
        <span className={styles.name}>{swarm.name}</span>
        <News swarm={swarm} />
      </span>
      {swarm.description !== null && (
        <span className={styles.description}>{swarm.description}</span>
      )}
      <span className={styles.line}>
        <AvatarStack people={people} />
        <Latest swarm={swarm} />
      </span>
    </div>
  );
}

function News({ swarm }: { swarm: Swarm }) {
  const running = useAppState(({ transfers }) => runningIn(swarm.id, transfers));
  if (running !== null) return <Pill>{runningLabel(running)}</Pill>;
  if (swarm.local.length === 0) return null;
  const conflicts = conflictingHeads(swarm);
  return (
    <span className={styles.news}>
      {conflicts > 0 && (
        <Pill look="warning" title="Heads that would conflict with your checked-out branch">
          {count(conflicts, 'conflict')}
        </Pill>
      )}
      {swarm.newHeads > 0 && <Pill look="accent">{count(swarm.newHeads, 'new head')}</Pill>}
    </span>
  );
}

function Latest({ swarm }: { swarm: Swarm }) {
  const now = useNow();
  const latest = latestChange(swarm);
  const name = useAppState(({ peers }) => (latest === null ? null : peers[latest.peer]?.name));
  if (swarm.local.length > 0 && swarm.newHeads === 0) {
    return <span className={styles.latest}>up to date</span>;
  }
  if (latest === null || !name) return null;
  return (
    <span className={styles.latest}>
      {name}, {age(latest.at * 1000, now)}
    </span>
  );
}
