import { Folder, FolderOpen, GitBranch, Waypoints } from 'lucide-react';
import type { LocalRepository } from '../../../shared/api/state.ts';
import { headCountWords } from '../../../shared/domain/words/head-count.ts';
import { leftOutWords } from '../../../shared/domain/words/left-out-words.ts';
import { unusableWords } from '../../../shared/domain/words/unusable-words.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { DetailHeader } from '../../components/layout/detail-header.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { useActions, useApp, useAppState } from '../../state/shoal.ts';
import { canBeShared } from '../../view/projects/visibility.ts';
import { AudienceChoice } from './audience-choice.tsx';
import styles from './repository-detail.module.css';
import { SharedHeads } from './shared-heads.tsx';

/** One repository of mine: where it is, who may see it, and which of its heads. */
export function RepositoryDetail({ repository }: { repository: LocalRepository }) {
  const actions = useActions();
  const { status, visibility } = repository;
  return (
    <article aria-label={repository.name}>
      <DetailHeader
        title={repository.name}
        actions={
          <>
            <SeeNearby repository={repository} />
            <OpenFolder repository={repository} />
          </>
        }
        facts={<Facts repository={repository} />}
        banner={
          status.state === 'unusable' ? (
            <Banner look="warning">{unusableWords(visibility, status)}</Banner>
          ) : status.state === 'reading' ? (
            <Banner look="waiting">Reading its branches and tags…</Banner>
          ) : (
            <LeftOutBanner repository={repository} />
          )
        }
      />
      <div className={styles.body}>
        {canBeShared(repository) && (
          <>
            <AudienceChoice repository={repository} />
            <SharedHeads repository={repository} />
          </>
        )}
        <section className={styles.remove}>
          <Button
            look="danger"
            onPress={() => actions.open({ kind: 'remove-repository', repository: repository.id })}
          >
            Remove from Shoal…
          </Button>
          <p>The folder stays as it is.</p>
        </section>
      </div>
    </article>
  );
}

function Facts({ repository: { path, status } }: { repository: LocalRepository }) {
  return (
    <>
      <span className="selectable">
        <Icon of={Folder} /> <span className={styles.path}>{path}</span>
      </span>
      {status.state === 'ready' && status.branch !== null && (
        <span>
          <Icon of={GitBranch} /> on <code className="selectable">{status.branch}</code>
        </span>
      )}
      {status.state === 'ready' && status.swarm === null && <span>no commits yet</span>}
      {status.state === 'ready' && status.swarm !== null && (
        <span>{headCountWords(status)} to share</span>
      )}
    </>
  );
}

/** What others are not told of it, although it is shared. */
function LeftOutBanner({ repository: { leftOut = [] } }: { repository: LocalRepository }) {
  if (leftOut.length === 0) return null;
  return <Banner look="note">{leftOut.map(leftOutWords).join(' ')}</Banner>;
}

function OpenFolder({ repository }: { repository: LocalRepository }) {
  const canOpen = useApp((app) => app.abilities.openFolder);
  const actions = useActions();
  if (!canOpen) return null;
  return (
    <Button
      icon={FolderOpen}
      onPress={() => actions.tell('host.openFolder', { path: repository.path })}
    >
      Open
    </Button>
  );
}

/** To the project as others have it, where others have it. */
function SeeNearby({ repository: { status } }: { repository: LocalRepository }) {
  const swarm = useAppState(({ swarms }) =>
    status.state === 'ready' && status.swarm !== null ? swarms[status.swarm] : undefined,
  );
  const actions = useActions();
  if (swarm === undefined || swarm.alternatives.length === 0) return null;
  return (
    <Button
      icon={Waypoints}
      onPress={() => actions.go({ screen: 'nearby', nearby: { kind: 'swarm', id: swarm.id } })}
    >
      See it nearby
    </Button>
  );
}
