import type { Transfer } from '../../shared/api/state.ts';
import { Button } from '../components/controls/button.tsx';
import { useActions, useAppState } from '../state/shoal.ts';

interface Props {
  readonly transfer: Transfer;
  readonly look?: 'primary' | 'plain';
}

/** The way on from a clone that cannot succeed where it was to go. */
export function CloneElsewhere({ transfer: { kind, phase, swarm }, look = 'plain' }: Props) {
  const actions = useActions();
  const isOffered = useAppState(
    ({ swarms }) => swarm !== null && (swarms[swarm]?.alternatives.length ?? 0) > 0,
  );
  const isFinal = phase.state === 'failed' && phase.isFinal;
  if (kind !== 'clone' || !isFinal || !isOffered || swarm === null) return null;
  return (
    <Button look={look} onPress={() => actions.open({ kind: 'clone', swarm })}>
      Choose another folder…
    </Button>
  );
}
