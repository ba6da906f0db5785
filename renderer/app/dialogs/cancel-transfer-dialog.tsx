import { useEffect } from 'react';
import type { Transfer } from '../../../shared/api/state.ts';
import { allows } from '../../../shared/domain/transfer-actions.ts';
import { bytesHere } from '../../../shared/domain/transfer-progress.ts';
import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import type { TransferId } from '../../../shared/ids.ts';
import { Button } from '../../components/controls/button.tsx';
import { Dialog, DialogActions } from '../../components/layout/dialog.tsx';
import { useActions, useAppState } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';

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
  const words = t.dialogs.cancelTransfer;
  const close = (then?: () => void) => {
    actions.close();
    then?.();
  };
  return (
    <Dialog title={words.title[kind](name)} role="alertdialog" onClose={() => actions.close()}>
      <p>
        {words.lost(formatBytes(bytesHere(progress)))}{' '}
        {phase.state === 'paused' ? words.pausedKeeps : canPause && words.pauseKeeps}
      </p>
      <DialogActions>
        <Button onPress={() => close()} autoFocus>
          {phase.state === 'paused' ? words.keep : words.goOn}
        </Button>
        {canPause && (
          <Button onPress={() => close(() => actions.pause(id))}>{words.pauseInstead}</Button>
        )}
        <Button look="danger" onPress={() => close(() => actions.cancelNow(id))}>
          {words.throwAway}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
