import { useEffect } from 'react';
import { isRunning, type Transfer } from '../../../shared/api/state.ts';
import { useAppState, useShoal, useUi } from '../../state/shoal.ts';
import { isAtRest, runningTransfers } from '../../view/transfers/transfers.ts';

/** How long a good end stays in sight, in milliseconds. */
const GOOD_END = 8_000;

/** The transfer to show below the detail: one that moves, or the one that just rested or ended. */
export function useWatched(): Transfer | null {
  const { ui } = useShoal();
  const moving = useAppState(
    ({ transfers }) => runningTransfers(transfers).find((transfer) => !isAtRest(transfer))?.id,
  );
  const watched = useUi((model) => model.watched);
  const transfer = useAppState(({ transfers }) =>
    watched === null ? null : (transfers[watched] ?? null),
  );
  const still = transfer === null || !isRunning(transfer) || isAtRest(transfer);
  useEffect(() => {
    if (moving !== undefined && still) ui.setState({ watched: moving });
  }, [moving, still, ui]);

  const wellEnded = transfer?.phase.state === 'done' || transfer?.phase.state === 'cancelled';
  useEffect(() => {
    if (!wellEnded) return;
    const timer = setTimeout(() => ui.setState({ watched: null }), GOOD_END);
    return () => clearTimeout(timer);
  }, [wellEnded, ui]);
  return transfer;
}
