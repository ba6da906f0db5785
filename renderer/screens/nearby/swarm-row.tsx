import { useMemo } from 'react';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { SwarmId } from '../../../shared/ids.ts';
import { AvatarStack } from '../../components/signs/avatar.tsx';
import { Pill } from '../../components/signs/pill.tsx';
import { useNow } from '../../state/clock.tsx';
import { usePeersOf } from '../../state/lists/use-peers-of.ts';
import { useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { age } from '../../view/age.ts';
import { latestChange, peersOf } from '../../view/projects/nearby.ts';
import { type ProjectState, stateLabel } from '../../view/projects/project-state.ts';
import styles from './swarm-row.module.css';
import { useProjectState } from './use-project-state.ts';

/** One project: how it stands, who has it, and what happened last. */
export function SwarmRow({ id }: { id: SwarmId }) {
  const swarm = useAppState(({ swarms }) => swarms[id]);
  return swarm === undefined ? null : <DrawnProject swarm={swarm} />;
}

function DrawnProject({ swarm }: { swarm: Swarm }) {
  const peers = usePeersOf(swarm);
  const people = useMemo(() => peersOf(swarm, peers), [swarm, peers]);
  const state = useProjectState(swarm);
  const label = stateLabel(state);
  const look = LOOKS[state.kind];
  return (
    <div className={styles.row}>
      <span className={styles.line}>
        <span className={styles.name}>{swarm.name}</span>
        {label !== null && look !== 'quiet' && (
          <Pill
            look={look}
            title={state.kind === 'conflicts' ? t.nearby.conflictsTitle : undefined}
          >
            {label}
          </Pill>
        )}
      </span>
      {swarm.description && <span className={styles.description}>{swarm.description}</span>}
      <span className={styles.line}>
        <AvatarStack people={people} />
        {look === 'quiet' ? (
          <span className={styles.latest}>{label}</span>
        ) : (
          <Latest swarm={swarm} />
        )}
      </span>
    </div>
  );
}

const LOOKS: Readonly<Record<ProjectState['kind'], 'plain' | 'accent' | 'warning' | 'quiet'>> = {
  'under-way': 'plain',
  'out-of-reach': 'quiet',
  offered: 'plain',
  reading: 'plain',
  unusable: 'warning',
  new: 'accent',
  'new-out-of-reach': 'plain',
  undone: 'plain',
  conflicts: 'warning',
  'up-to-date': 'quiet',
};

function Latest({ swarm }: { swarm: Swarm }) {
  const now = useNow();
  const latest = latestChange(swarm);
  const name = useAppState(({ peers }) => (latest === null ? null : peers[latest.peer]?.name));
  if (latest === null || !name) return null;
  return <span className={styles.latest}>{t.nearby.latest(name, age(latest.at * 1000, now))}</span>;
}
