import type { PeerId, RepositoryId, SwarmId } from '../../shared/ids.ts';
import { Button } from '../components/controls/button.tsx';
import { useActions } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';

interface Props {
  readonly swarm: SwarmId;
  readonly depot: PeerId;
  /** Which of the depot's. */
  readonly copy: RepositoryId;
}

/** The way out where whoever runs a depot says that it was begun anew; it is asked about before anything is done. */
export function BegunAnewButton({ swarm, depot, copy }: Props) {
  const actions = useActions();
  return (
    <Button onPress={() => actions.open({ kind: 'accept-story', swarm, depot, copy })}>
      {t.depots.alarm.begunAnew}
    </Button>
  );
}
