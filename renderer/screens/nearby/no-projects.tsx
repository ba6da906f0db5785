import { PackageOpen, Radar, UsersRound } from 'lucide-react';
import { Button } from '../../components/controls/button.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { usePassed } from '../../state/clock.tsx';
import { useActions, useApp, useAppState, usePeople } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';
import { FirstSteps } from './first-steps/first-steps.tsx';

/** Most teammates are seen within this time, in milliseconds. */
const LOOKING = 6_000;

/** Nearby without a project: still looking, nobody here, or nobody shares anything; and what to begin with. */
export function NoProjects() {
  const since = useApp((app) => app.since);
  const looked = usePassed(since, LOOKING);
  const here = usePeople().filter(({ hasLeft }) => !hasLeft).length;
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

function Looking() {
  return (
    <EmptyState icon={Radar} title={t.nearby.empty.looking} busy>
      <p>
        {t.nearby.empty.what} {t.nearby.empty.soon}
      </p>
    </EmptyState>
  );
}

function NobodyHere() {
  const actions = useActions();
  return (
    <EmptyState
      icon={UsersRound}
      title={t.nearby.empty.nobody}
      actions={
        <>
          <Button look="primary" onPress={() => actions.tell('demo.start', {})}>
            {t.nearby.empty.tryDemo}
          </Button>
          <Button onPress={() => actions.go({ screen: 'doctor', doctorAbout: null })}>
            {t.nearby.empty.why}
          </Button>
        </>
      }
    >
      <p>
        {t.nearby.empty.what} {t.nearby.empty.explained}
      </p>
    </EmptyState>
  );
}

function NothingShared({ people }: { people: number }) {
  return (
    <EmptyState icon={PackageOpen} title={t.nearby.empty.nothingShared(people)}>
      <p>{t.nearby.empty.beFirst}</p>
    </EmptyState>
  );
}
