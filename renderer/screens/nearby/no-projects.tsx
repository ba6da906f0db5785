import { PackageOpen, Radar, UsersRound } from 'lucide-react';
import { count } from '../../../shared/domain/words/quantity.ts';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { usePassed } from '../../state/clock.tsx';
import { useActions, useApp, useAppState } from '../../state/shoal.ts';
import { hasLeft } from '../../view/people/peers.ts';

/** Most teammates are seen within this time, in milliseconds. */
const LOOKING = 6_000;

/** Nearby without a project: still looking, nobody here, or nobody shares anything. */
export function NoProjects() {
  const since = useApp((app) => app.since);
  const looked = usePassed(since, LOOKING);
  const here = useAppState(
    ({ peers }) => Object.values(peers).filter((peer) => !hasLeft(peer)).length,
  );
  const isDemoComing = useAppState(({ demo }) => demo === 'starting');
  if (here > 0) return <NothingShared people={here} />;
  return looked && !isDemoComing ? <NobodyHere /> : <Looking />;
}

function Looking() {
  return (
    <EmptyState icon={Radar} title="Looking around…" busy>
      <p>Teammates on this network show up within a few seconds.</p>
    </EmptyState>
  );
}

function NobodyHere() {
  const actions = useActions();
  return (
    <EmptyState
      icon={UsersRound}
      title="Nobody here yet"
      actions={
        <>
          <Button look="primary" onPress={() => actions.tell('demo.start', {})}>
            Try it with a demo
          </Button>
          <Button onPress={() => actions.open({ kind: 'connect' })}>Connect to an address…</Button>
          <Button onPress={() => actions.go({ screen: 'doctor', doctorAbout: null })}>
            Why is nobody here?
          </Button>
        </>
      }
    >
      <p>
        Anyone who opens Shoal on this network appears by themselves. Until then, a demo brings
        three made-up teammates to this computer.
      </p>
    </EmptyState>
  );
}

function NothingShared({ people }: { people: number }) {
  const actions = useActions();
  return (
    <EmptyState
      icon={PackageOpen}
      title={`${count(people, 'person is', 'people are')} here, nothing is shared yet`}
      actions={
        <Button look="primary" onPress={() => actions.go({ screen: 'repositories' })}>
          Share one of mine
        </Button>
      }
    >
      <p>A project shows up here as soon as someone shares a repository with you.</p>
    </EmptyState>
  );
}
