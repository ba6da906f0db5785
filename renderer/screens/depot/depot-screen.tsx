import { CloudOff, GitBranch } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { LocalRepository, Peer } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { Choice } from '../../components/controls/choice.tsx';
import { Segments } from '../../components/controls/segments.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { TitleLine } from '../../components/layout/title-line.tsx';
import { OpenedHeader, OpenedScreen } from '../../pieces/opened-screen.tsx';
import { TransferBar } from '../../pieces/transfer-bar/transfer-bar.tsx';
import { useAppState, useShoal } from '../../state/shoal.ts';
import type { DepotPart, DepotPlace } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import { depotName } from '../../view/depots/depot-name.ts';
import {
  chosenOf,
  type DepotOf,
  depotChosen,
  depotsOf,
  swarmOf,
} from '../../view/depots/depots-of.ts';
import { isReachable } from '../../view/people/peers.ts';
import styles from './depot-screen.module.css';
import { LogPart } from './log-part.tsx';
import { PushPart } from './push-part.tsx';
import { RolesPart } from './roles-part.tsx';

const PARTS = ['push', 'roles', 'log'] as const satisfies readonly DepotPart[];

/** A project of mine at a depot: what I push there, who else may, and what was done. */
export function DepotScreen({ place }: { place: DepotPlace }) {
  const repository = useAppState(({ repositories }) => repositories[place.repository] ?? null);
  const swarms = useAppState((state) => state.swarms);
  const peers = useAppState((state) => state.peers);
  const problems = useAppState((state) => state.problems);
  const self = useAppState((state) => state.self);
  const swarm = swarmOf(repository, swarms);
  const depots = useMemo(
    () => depotsOf(swarm, { peers, problems, self }),
    [swarm, peers, problems, self],
  );
  // One may have taken it up meanwhile.
  const depot = place.depot === null ? (depots[0] ?? null) : depotChosen(depots, place.depot);
  const named = place.depot === null ? null : (peers[place.depot.peer] ?? null);
  const name = repository?.name ?? '';
  const title = depot === null ? name : t.depots.title(name, depot.peer.name);
  return (
    <OpenedScreen region="depot" label={title}>
      <Header place={place} title={title} depots={depots} depot={depot} />
      {/* It scrolls, so the keyboard must reach it: a log has nothing else that it could. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the same. */}
      <section className={styles.body} tabIndex={0} aria-label={t.depots.part[place.part]}>
        {repository === null || swarm === null || depot === null ? (
          <Nothing repository={repository} named={depot === null ? named : null} />
        ) : (
          <Part place={place} repository={repository} swarm={swarm} depot={depot} />
        )}
      </section>
      <TransferBar />
    </OpenedScreen>
  );
}

interface PartProps {
  readonly place: DepotPlace;
  readonly repository: LocalRepository;
  readonly swarm: Swarm;
  readonly depot: DepotOf;
}

function Part({ place, repository, swarm, depot }: PartProps): ReactNode {
  const { entries } = depot;
  const key = keyOf(depot);
  // Another push, a role, or a commit of mine: it is asked anew.
  const standing = JSON.stringify([entries, place.asked]);
  switch (place.part) {
    case 'push':
      return (
        <PushPart
          key={key}
          {...{ repository, swarm, depot }}
          standing={`${standing} ${JSON.stringify(repository.status)} ${swarm.updatedAt}`}
        />
      );
    case 'roles':
      return <RolesPart key={key} {...{ swarm, depot, standing }} />;
    case 'log':
      return <LogPart key={key} {...{ swarm, depot, standing }} />;
  }
}

function keyOf({ peer, copy }: DepotOf): string {
  return `${peer.id} ${copy}`;
}

interface HeaderProps {
  readonly place: DepotPlace;
  readonly title: string;
  readonly depots: readonly DepotOf[];
  readonly depot: DepotOf | null;
}

function Header({ place, title, depots, depot }: HeaderProps) {
  const shoal = useShoal();
  const peers = useAppState((state) => state.peers);
  const self = useAppState((state) => state.self);
  return (
    <OpenedHeader onBack={() => shoal.depots.close()}>
      <TitleLine
        isWide
        title={title}
        below={
          depot !== null &&
          depots.length > 1 && (
            <div className={styles.which}>
              <Choice
                label={t.depots.which}
                options={depots.map((each) => ({
                  id: keyOf(each),
                  name: depotName(each, depots, { peers, self }),
                }))}
                chosen={keyOf(depot)}
                onChoose={(key) => {
                  const chosen = depots.find((each) => keyOf(each) === key);
                  if (chosen !== undefined) shoal.depots.show({ depot: chosenOf(chosen) });
                }}
              />
            </div>
          )
        }
        actions={
          depot !== null && (
            <Segments
              label={t.depots.parts}
              segments={PARTS.map((id) => ({ id, name: t.depots.part[id] }))}
              chosen={place.part}
              onChoose={(part) => shoal.depots.show({ part })}
            />
          )
        }
      />
    </OpenedHeader>
  );
}

interface NothingProps {
  readonly repository: LocalRepository | null;
  /** The depot that was chosen, and has left, or takes no pushes any more. */
  readonly named: Peer | null;
}

/** Why there is nowhere to push to. */
function Nothing({ repository, named }: NothingProps) {
  const { none, away, takesNone } = t.depots;
  const isEmpty = repository?.status.state === 'ready' && repository.status.swarm === null;
  if (isEmpty) {
    return (
      <EmptyState icon={GitBranch} title={none.noCommits}>
        <p>{none.noCommitsEffect}</p>
      </EmptyState>
    );
  }
  const why = named !== null && isReachable(named) ? takesNone : away;
  return (
    <EmptyState icon={CloudOff} title={named === null ? none.title : why.title(named.name)}>
      <p>{named === null ? none.effect : why.effect}</p>
    </EmptyState>
  );
}
