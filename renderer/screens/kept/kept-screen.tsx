import { Archive, Folder } from 'lucide-react';
import type { DepotProjectState, DepotState } from '../../../shared/api/depot-state.ts';
import type { AppState } from '../../../shared/api/state.ts';
import { listed } from '../../../shared/domain/words/listed.ts';
import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import { type PeerId, shortId } from '../../../shared/ids.ts';
import { Banner } from '../../components/layout/banner.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { SingleColumn } from '../../pieces/columns.tsx';
import { TransferBar } from '../../pieces/transfer-bar/transfer-bar.tsx';
import { useNow } from '../../state/clock.tsx';
import { useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { told } from '../../texts/told.ts';
import { dayOf } from '../../view/depots/day.ts';
import { headsWords } from '../../view/people/depots.ts';
import styles from './kept-screen.module.css';

type Kept = Extract<DepotState, { state: 'on' }>;

/** What this computer keeps for others: of whom, as of when, and how much room it takes. */
export function KeptScreen() {
  const depot = useAppState((state) => state.depot);
  const { kept } = t.depots;
  const note =
    depot.state === 'on' ? kept.note(depot.projects.length, usedWords(depot)) : undefined;
  return (
    <SingleColumn title={kept.title} note={note} footer={<TransferBar />}>
      {depot.state === 'on' && <Projects depot={depot} />}
    </SingleColumn>
  );
}

/** From this part of the quota on, it is said that there is little room left. */
const FULL = 0.9;

function Projects({ depot }: { depot: Kept }) {
  const { kept } = t.depots;
  const { directory, mirrors, projects, used, quota } = depot;
  return (
    <div className={styles.body}>
      {quota !== null && used >= quota * FULL && <Banner look="warning">{kept.full}</Banner>}
      <dl className={styles.about}>
        <dt>{kept.folder}</dt>
        <dd className={`selectable ${styles.folder}`}>
          <Icon of={Folder} /> {directory}
        </dd>
        <dt>{kept.takes}</dt>
        <dd className="selectable">
          {mirrors.length === 0 ? kept.takesNothing : mirrors.join(', ')}
        </dd>
      </dl>
      {projects.length === 0 ? (
        <EmptyState icon={Archive} title={kept.nothing}>
          <p>{kept.nothingEffect}</p>
        </EmptyState>
      ) : (
        <ul className={styles.projects}>
          {projects.map((project) => (
            <Project key={project.id} project={project} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Project({ project }: { project: DepotProjectState }) {
  const now = useNow();
  const peers = useAppState((state) => state.peers);
  const { name, people, problem, since } = project;
  const { kept } = t.depots;
  return (
    <li className={styles.project}>
      <div className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        <span className={styles.used}>{usedWords(project)}</span>
      </div>
      <p className={styles.note}>
        {shownWords(project, peers)}, {kept.since(dayOf(since / 1_000))}
      </p>
      <ul className={styles.people}>
        {people.length === 0 && <li>{kept.nothingCame}</li>}
        {people.map(({ peer: of, name: who, asOf, heads }) => (
          <li key={of}>{kept.person(headsWords(who, asOf, now), heads)}</li>
        ))}
      </ul>
      {problem !== null && <Banner look="warning">{told(problem)}</Banner>}
    </li>
  );
}

function usedWords({ used, quota }: { readonly used: number; readonly quota: number | null }) {
  if (quota === null) return formatBytes(used);
  return t.depots.kept.usedOf(formatBytes(used), formatBytes(quota));
}

/** A closed project is its owner's, and that of those who were told of it. */
function shownWords(
  { isOpen, owner, told: also, people }: DepotProjectState,
  peers: AppState['peers'],
): string {
  if (isOpen) return t.depots.kept.toEveryone;
  const nameOf = (id: PeerId) =>
    people.find(({ peer }) => peer === id)?.name ?? peers[id]?.name ?? shortId(id);
  return t.depots.kept.toSome(listed([...new Set([owner, ...also])].map(nameOf)));
}
