import { Check, Download, FolderOpen, GitBranch, Play, UsersRound } from 'lucide-react';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { listed } from '../../../shared/domain/words/listed.ts';
import { count } from '../../../shared/domain/words/quantity.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { DetailHeader } from '../../components/layout/detail-header.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { useActions, useApp, useAppState } from '../../state/shoal.ts';
import { isReachable } from '../../view/people/peers.ts';
import { type HeadRow, newHeads } from '../../view/projects/heads.ts';
import { peersOf } from '../../view/projects/nearby.ts';
import { capitalized, runningIn, runningLabel } from '../../view/transfers/transfers.ts';
import { CopyChoice } from './copy-choice.tsx';
import styles from './swarm-header.module.css';

interface Props {
  readonly swarm: Swarm;
  readonly copy: LocalRepository | null;
  readonly rows: readonly HeadRow[];
}

const NAMED = 4;

export function SwarmHeader({ swarm, copy, rows }: Props) {
  const people = useAppState(({ peers }) => peersOf(swarm, peers));
  const names = people.slice(0, NAMED).map(({ name }) => name);
  const others = people.length - names.length;
  return (
    <DetailHeader
      title={swarm.name}
      subtitle={swarm.description}
      actions={
        <>
          <OpenFolder copy={copy} />
          <PrimaryAction swarm={swarm} copy={copy} rows={rows} />
        </>
      }
      facts={
        <>
          {copy !== null && <CopyChoice swarm={swarm} copy={copy} />}
          {copy?.status.state === 'ready' && copy.status.branch !== null && (
            <span>
              <Icon of={GitBranch} /> on <code>{copy.status.branch}</code>
            </span>
          )}
          <span>
            <Icon of={UsersRound} />{' '}
            {others > 0 ? listed([...names, count(others, 'other')]) : names.join(', ')}
          </span>
        </>
      }
      banner={
        copy?.status.state === 'unusable' && <Banner look="warning">{copy.status.sentence}</Banner>
      }
    />
  );
}

function OpenFolder({ copy }: { copy: LocalRepository | null }) {
  const canOpen = useApp((app) => app.abilities.openFolder);
  const actions = useActions();
  if (!canOpen || copy === null) return null;
  return (
    <Button icon={FolderOpen} onPress={() => actions.tell('host.openFolder', { path: copy.path })}>
      Open
    </Button>
  );
}

/** The one thing to do next, named by what comes of it. */
function PrimaryAction({ swarm, copy, rows }: Props) {
  const actions = useActions();
  const running = useAppState(({ transfers }) => runningIn(swarm.id, transfers));
  const reachable = useAppState(({ peers }) => peersOf(swarm, peers).some(isReachable));
  if (running?.phase.state === 'paused') {
    return (
      <Button look="primary" icon={Play} onPress={() => actions.resume(running.id)}>
        Resume the {running.kind}
      </Button>
    );
  }
  if (running !== null)
    return <span className={styles.state}>{capitalized(runningLabel(running))}</span>;
  if (!reachable) return <span className={styles.state}>Nobody who has it is reachable</span>;
  if (copy === null) {
    return (
      <Button
        look="primary"
        icon={Download}
        onPress={() => actions.open({ kind: 'clone', swarm: swarm.id })}
      >
        Clone…
      </Button>
    );
  }
  const fresh = newHeads(rows);
  if (fresh.count === 0) {
    return (
      <span className={styles.state}>
        <Icon of={Check} /> Nothing to fetch
      </span>
    );
  }
  return (
    <Button
      look="primary"
      icon={Download}
      aria-keyshortcuts="F"
      onPress={() => actions.fetchNew(swarm.id)}
    >
      Fetch {count(fresh.count, 'new head')}
    </Button>
  );
}
