import { Folder, FolderTree, GitBranch, TriangleAlert, UsersRound, Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OpenInRoom } from '../../../shared/api/room-state.ts';
import type { LocalRepository } from '../../../shared/api/state.ts';
import { headCountWords } from '../../../shared/domain/words/head-count.ts';
import { leftOutWords } from '../../../shared/domain/words/left-out-words.ts';
import { unusableWords } from '../../../shared/domain/words/unusable-words.ts';
import { Button } from '../../components/controls/button.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { DetailHeader } from '../../components/layout/detail-header.tsx';
import { Details } from '../../components/layout/details.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { Sentence } from '../../components/signs/sentence.tsx';
import { OpenWith } from '../../pieces/open-with.tsx';
import { useNow } from '../../state/clock.tsx';
import { useActions, useAppState, useShoal } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';
import { myLeftOut, myLeftOutLabel } from '../../view/projects/left-out.ts';
import { canBeShared, visibilityLabel } from '../../view/projects/visibility.ts';
import { untilWords } from '../../view/room/latest.ts';
import { AudienceChoice } from './audience-choice.tsx';
import { FetchAheadSwitch } from './fetch-ahead-switch.tsx';
import styles from './repository-detail.module.css';
import { SharedHeads } from './shared-heads.tsx';

/** One repository of mine: where it is, who may see it, and which of its heads. */
export function RepositoryDetail({ repository }: { repository: LocalRepository }) {
  const actions = useActions();
  return (
    <article aria-label={repository.name}>
      <DetailHeader
        title={repository.name}
        actions={
          <>
            <SeeNearby repository={repository} />
            <LookInside repository={repository} />
            <OpenWith path={repository.path} />
          </>
        }
        facts={<Facts repository={repository} />}
        banner={<Hindrance repository={repository} />}
      />
      <div className={styles.body}>
        {canBeShared(repository) && (
          <>
            <AudienceChoice repository={repository} />
            <SharedHeads repository={repository} />
            <FetchAheadSwitch repository={repository} />
          </>
        )}
        <section className={styles.remove}>
          <Button
            look="danger"
            onPress={() => actions.open({ kind: 'remove-repository', repository: repository.id })}
          >
            {t.repositories.remove}
          </Button>
          <p>{t.repositories.folderStays}</p>
        </section>
      </div>
    </article>
  );
}

/** Why nobody gets anything of it. */
function Hindrance({ repository }: { repository: LocalRepository }): ReactNode {
  const { status, visibility } = repository;
  switch (status.state) {
    case 'unusable':
      return (
        <Banner look="warning">
          {unusableWords(visibility, { ...status, sentence: told(status.sentence) })}
        </Banner>
      );
    case 'reading':
      return <Banner look="waiting">{t.repositories.isReading}</Banner>;
    case 'ready': {
      const { whole } = myLeftOut(repository);
      if (whole) return <Banner look="warning">{leftOutWords(whole)}</Banner>;
      return repository.room && <InRoom room={repository.room} />;
    }
  }
}

/** That others see it for a while whom it is not shared with. */
function InRoom({ room: { until, afterwards } }: { room: OpenInRoom }) {
  const now = useNow();
  return (
    <Banner look="note" icon={UsersRound}>
      {t.repositories.openInRoom(untilWords(until, now), visibilityLabel(afterwards))}
    </Banner>
  );
}

function Facts({ repository }: { repository: LocalRepository }) {
  const { path, status } = repository;
  return (
    <>
      <span className="selectable">
        <Icon of={Folder} /> <span className={styles.path}>{path}</span>
      </span>
      {status.state === 'ready' && status.branch !== null && (
        <span>
          <Icon of={GitBranch} />{' '}
          <Sentence of={t.common.onBranch(<code className="selectable">{status.branch}</code>)} />
        </span>
      )}
      {status.state === 'ready' && status.swarm === null && <span>{t.repositories.noCommits}</span>}
      {status.state === 'ready' && status.swarm !== null && (
        <span>{t.repositories.toShare(headCountWords(status))}</span>
      )}
      <LeftOut repository={repository} />
    </>
  );
}

/** How much of it others do not get, although it is shared; opens to what that is, and why. */
function LeftOut({ repository }: { repository: LocalRepository }) {
  const { parts } = myLeftOut(repository);
  if (parts.length === 0) return null;
  return (
    <Details
      icon={TriangleAlert}
      look="warning"
      label={myLeftOutLabel(parts)}
      title={t.repositories.othersDoNotGet}
      placement="bottom start"
    >
      <ul className={styles.leftOut}>
        {parts.map((part) => (
          <li key={part.reason} className="selectable">
            {leftOutWords(part)}
          </li>
        ))}
      </ul>
    </Details>
  );
}

/** To its commits and files, as soon as there are any. */
function LookInside({ repository: { id, status } }: { repository: LocalRepository }) {
  const { contents } = useShoal();
  if (status.state !== 'ready' || status.swarm === null) return null;
  return (
    <Button icon={FolderTree} onPress={() => contents.open(id)}>
      {t.contents.commitsAndFiles}
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
      {t.repositories.seeNearby}
    </Button>
  );
}
