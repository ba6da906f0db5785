import { PeerGoneError } from '../errors/peer-failures.ts';
import { Patience } from '../waiting/patience.ts';
import { pause } from '../waiting/pause.ts';

/** How often it is checked whether somebody has come, in milliseconds. */
const LOOK_INTERVAL = 250;

/**
 * Waits until there is something.
 * @param patience in milliseconds
 * @throws PeerGoneError
 */
export async function untilSome(
  some: () => readonly unknown[],
  patience: number,
  onWait: () => void,
  signal: AbortSignal,
): Promise<void> {
  const limit = new Patience(patience);
  while (some().length === 0) {
    if (limit.isOver()) throw new PeerGoneError('Whoever has this');
    onWait();
    await pause(LOOK_INTERVAL, signal);
    signal.throwIfAborted();
  }
}
