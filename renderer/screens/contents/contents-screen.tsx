import { GitBranch, Search } from 'lucide-react';
import type { LocalRepository } from '../../../shared/api/state.ts';
import { Button } from '../../components/controls/button.tsx';
import { Segments } from '../../components/controls/segments.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { FallBack } from '../../components/layout/fall-back.tsx';
import { TitleLine } from '../../components/layout/title-line.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { Sentence } from '../../components/signs/sentence.tsx';
import { OpenWith } from '../../pieces/open-with.tsx';
import { OpenedHeader, OpenedScreen } from '../../pieces/opened-screen.tsx';
import { PushButton } from '../../pieces/push-button.tsx';
import { TransferBar } from '../../pieces/transfer-bar/transfer-bar.tsx';
import { useAppState, useShoal } from '../../state/shoal.ts';
import type { ContentsPart, ContentsPlace } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import { NothingToSee } from '../head/not-shown.tsx';
import { CommitsPart } from './commits-part.tsx';
import styles from './contents-screen.module.css';
import { FilesPart } from './files-part.tsx';
import { useCommits } from './use-commits.ts';

const PARTS = ['commits', 'files'] as const satisfies readonly ContentsPart[];

/** What is in a repository of mine: the commits of what is checked out, and its files. */
export function ContentsScreen({ place }: { place: ContentsPlace }) {
  const repository = useAppState(({ repositories }) => repositories[place.repository] ?? null);
  if (repository === null) return <Gone />;
  return <Inside repository={repository} part={place.part} />;
}

function Inside({ repository, part }: { repository: LocalRepository; part: ContentsPart }) {
  const { status } = repository;
  const updatedAt = useAppState(({ swarms }) =>
    status.state === 'ready' && status.swarm !== null ? swarms[status.swarm]?.updatedAt : null,
  );
  // Another branch that is checked out changes the one, a new commit mostly the other.
  const { read, more, retry } = useCommits(repository.id, JSON.stringify([status, updatedAt]));
  const { tip, failure } = read;
  return (
    <OpenedScreen region="contents" label={t.contents.label(repository.name)}>
      <Header repository={repository} part={part} />
      {tip === null && failure !== null && <NothingToSee failed={failure} retry={retry} />}
      {tip === null && failure === null && (
        <EmptyState icon={Search} title={t.contents.readingTitle} busy>
          <p>{t.contents.reading}</p>
        </EmptyState>
      )}
      {tip !== null && (
        <FallBack key={`${part} ${tip}`} instead={<Unreadable />}>
          {part === 'commits' ? (
            <CommitsPart repository={repository.id} read={read} onEnd={more} onRetry={retry} />
          ) : (
            <FilesPart repository={repository.id} tip={tip} />
          )}
        </FallBack>
      )}
      <TransferBar />
    </OpenedScreen>
  );
}

function Header({ repository, part }: { repository: LocalRepository; part: ContentsPart }) {
  const { contents } = useShoal();
  const { name, status, path } = repository;
  const branch = status.state === 'ready' ? status.branch : null;
  return (
    <OpenedHeader onBack={() => contents.close()}>
      <TitleLine
        isWide
        title={name}
        below={
          branch !== null && (
            <span className={styles.branch}>
              <Icon of={GitBranch} />
              <span>
                <Sentence of={t.common.onBranch(<code className="selectable">{branch}</code>)} />
              </span>
            </span>
          )
        }
        actions={
          <div className={styles.actions}>
            <Segments
              label={t.contents.parts}
              segments={PARTS.map((id) => ({ id, name: t.contents[id] }))}
              chosen={part}
              onChoose={(id) => contents.show(id)}
            />
            <PushButton copy={repository} />
            <OpenWith path={path} />
          </div>
        }
      />
    </OpenedHeader>
  );
}

function Gone() {
  const { contents } = useShoal();
  return (
    <OpenedScreen region="contents" label={t.contents.goneTitle}>
      <EmptyState
        icon={Search}
        title={t.contents.goneTitle}
        actions={<Button onPress={() => contents.close()}>{t.common.back}</Button>}
      >
        <p>{t.contents.gone}</p>
      </EmptyState>
    </OpenedScreen>
  );
}

function Unreadable() {
  return (
    <EmptyState icon={Search} title={t.head.cannotBeShown}>
      <p>{t.contents.unreadable}</p>
    </EmptyState>
  );
}
