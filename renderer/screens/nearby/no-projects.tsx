import { PackageOpen, Radar, UsersRound } from 'lucide-react';
import { count } from '../../../shared/domain/words/quantity.ts';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { usePassed } from '../../state/clock.tsx';
import { useActions, useApp, useAppState } from '../../state/shoal.ts';
import { hasLeft } from '../../view/people/peers.ts';
import { FirstSteps } from './first-steps/first-steps.tsx';

/** Most teammates are seen within this time, in milliseconds. */
const LOOKING = 6_000;

/** Nearby without a project: still looking, nobody here, or nobody shares anything; and what to begin with. */
export function NoProjects() {
  const since = useApp((app) => app.since);
  const looked = usePassed(since, LOOKING);
  const here = useAppState(
    ({ peers }) => Object.values(peers).filter((peer) => !hasLeft(peer)).length,
  );
  const isDemoComing = useAppState(({ demo }) => demo === 'starting');
  return (
    <FirstSteps>
      <HowItStands people={here} isLooking={!looked || isDemoComing} />
    </FirstSteps>
  );
}

function HowItStands({ people, isLooking }: { people: number; isLooking: boolean }) {
  if (people > 0) return <NothingShared people={people} />;
  return isLooking ? <Looking /> : <NobodyHere />;
}

/** What Shoal is, for whoever sees it for the first time. */
const WHAT =
  'Shoal finds the git projects of the people on your network, and moves commits straight between your computers.';

function Looking() {
  return (
    <EmptyState icon={Radar} title="Looking around…" busy>
      <p>{WHAT} Teammates show up within a few seconds.</p>
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
          <Button onPress={() => actions.go({ screen: 'doctor', doctorAbout: null })}>
            Why is nobody here?
          </Button>
        </>
      }
    >
      <p>
        {WHAT} Whoever opens it here appears by themselves. A demo brings three made-up teammates to
        this computer.
      </p>
    </EmptyState>
  );
}

function NothingShared({ people }: { people: number }) {
  return (
    <EmptyState
      icon={PackageOpen}
      title={`${count(people, 'person is', 'people are')} here, nothing is shared yet`}
    >
      <p>A project shows up here as soon as someone shares one. Be the first.</p>
    </EmptyState>
  );
}
