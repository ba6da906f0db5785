import type { Transfer } from '../../shared/api/state.ts';
import { Button } from '../components/controls/button.tsx';
import { useActions, useAppState } from '../state/shoal.ts';
import { t } from '../texts/texts.ts';

interface Props {
  readonly transfer: Transfer;
  readonly look?: 'primary' | 'plain';
}

/** The way on from a clone that cannot succeed as it was asked for. */
export function CloneElsewhere({ transfer, look = 'plain' }: Props) {
  const { kind, phase, swarm, address } = transfer;
  const actions = useActions();
  const isOffered = useAppState(
    ({ swarms }) => swarm !== null && (swarms[swarm]?.alternatives.length ?? 0) > 0,
  );
  if (kind !== 'clone' || phase.state !== 'failed' || !phase.isFinal) return null;
  if (address !== undefined) {
    return (
      <Button look={look} onPress={() => actions.open({ kind: 'clone-address', address })}>
        {phase.code === 'address-not-kept' ? t.transfers.typeAddress : t.transfers.anotherFolder}
      </Button>
    );
  }
  if (!isOffered || swarm === null) return null;
  return (
    <Button look={look} onPress={() => actions.open({ kind: 'clone', swarm })}>
      {t.transfers.anotherFolder}
    </Button>
  );
}
