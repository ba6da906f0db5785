import { isRunning } from '../../shared/api/state.ts';
import type { TransferId } from '../../shared/ids.ts';
import { newTransferId } from '../../shared/new-transfer-id.ts';
import type { CommonOptions } from '../command.ts';
import type { NodeClient } from '../node-client.ts';
import type { Surroundings } from '../surroundings.ts';
import { progressView } from './progress-view.ts';

/**
 * Starts a transfer and shows it until it ends. Ctrl-C cancels it and waits until it is undone; a
 * second one leaves at once, and the node finishes the rest.
 */
export async function runTransfer<R>(
  { stderr }: Pick<Surroundings, 'stderr'>,
  { json = false }: CommonOptions,
  node: NodeClient,
  start: (id: TransferId) => Promise<R>,
): Promise<R> {
  const id = newTransferId();
  const view = await progressView(stderr, json);
  const unfollow = node.onChange(() => {
    const transfer = node.state.transfers[id];
    if (transfer !== undefined && isRunning(transfer)) view.show(transfer);
  });
  const cancel = () => {
    // One that has just ended cannot be cancelled any more; its own answer says how it went.
    node.call('transfers.cancel', { transfer: id }).catch(() => {});
  };
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  try {
    return await start(id);
  } finally {
    process.off('SIGINT', cancel);
    process.off('SIGTERM', cancel);
    unfollow();
    view.done();
  }
}
