import { useEffect } from 'react';
import type { Transfer } from '../../../shared/api/state.ts';
import { allows } from '../../../shared/domain/transfer-actions.ts';
import { bytesHere } from '../../../shared/domain/transfer-progress.ts';
import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import type { TransferId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';

/** Asks before much is thrown away; gone once the transfer cannot be cancelled any more. */
export function CancelTransferDialog({ id }: { id: TransferId }) {
  const actions = useActions();
  const transfer = useAppState(({ transfers }) => transfers[id] ?? null);
  const over = transfer === null || !allows(transfer.phase, 'cancel');
  useEffect(() => {
    if (over) actions.close();
  }, [over, actions]);
  return over ? null : <Question transfer={transfer} />;
}

function Question({ transfer }: { transfer: Transfer }) {
  const actions = useActions();
  const { id, kind, name, phase, progress } = transfer;
  const canPause = allows(phase, 'pause');
  const close = (then?: () => void) => {
    actions.close();
    then?.();
  };
  return (
    <Dialog
      title={`Cancel the ${kind} of ${name}?`}
      role="alertdialog"
      onClose={() => actions.close()}
    >
      <p>
        The {formatBytes(bytesHere(progress))} that are here will be thrown away.{' '}
        {phase.state === 'paused'
          ? 'While it is paused they are kept, also when Shoal is closed.'
          : canPause && 'A pause keeps them, also when Shoal is closed.'}
      </p>
      <DialogActions>
        <Button onPress={() => close()} autoFocus>
          {phase.state === 'paused' ? 'Keep it' : 'Go on'}
        </Button>
        {canPause && <Button onPress={() => close(() => actions.pause(id))}>Pause instead</Button>}
        <Button look="danger" onPress={() => close(() => actions.cancelNow(id))}>
          Cancel and throw away
        </Button>
      </DialogActions>
    </Dialog>
  );
}
