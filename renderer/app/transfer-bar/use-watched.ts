import { useEffect } from 'react';
import { isRunning, type Transfer } from '../../../shared/api/state.ts';
import { runningTransfers } from '../../view/transfers.ts';
import { useAppState, useShoal, useUi } from '../shoal.ts';

/** How long a good end stays in sight, in milliseconds. */
const GOOD_END = 8_000;

/** The transfer to show below the detail: one that runs, or the one that just ended. */
export function useWatched(): Transfer | null {
  const { ui } = useShoal();
  const running = useAppState(({ transfers }) => runningTransfers(transfers)[0]?.id);
  const watched = useUi((model) => model.watched);
  const transfer = useAppState(({ transfers }) =>
    watched === null ? null : (transfers[watched] ?? null),
  );
  const over = transfer === null || !isRunning(transfer);
  useEffect(() => {
    if (running !== undefined && over) ui.setState({ watched: running });
  }, [running, over, ui]);

  const wellEnded = transfer?.phase.state === 'done' || transfer?.phase.state === 'cancelled';
  useEffect(() => {
    if (!wellEnded) return;
    const timer = setTimeout(() => ui.setState({ watched: null }), GOOD_END);
    return () => clearTimeout(timer);
  }, [wellEnded, ui]);
  return transfer;
}
