import type { RunningGit } from '../git/run.ts';
import type { Throttle } from '../gtp/throttle.ts';
import { MinimumRate } from '../waiting/minimum-rate.ts';
import { unlessAborted } from '../waiting/unless-aborted.ts';
import type { GuestExchange } from './guest-server.ts';

/** How slowly a guest may read what is there for it. */
const SLOWEST = { grace: 30_000, bytesPerSecond: 16 * 1024, work: 0 };

/**
 * Sends on what git prints, as fast as the guest reads and uploads may go. git ends with it, whatever happens.
 * @throws the reason of the exchange's signal, or an AbortError when the guest reads too slowly
 */
export async function sendOutput(
  { response, host, repository, signal }: GuestExchange,
  running: RunningGit,
  throttle: Throttle,
  slowest = SLOWEST,
): Promise<void> {
  using rate = new MinimumRate(slowest);
  using git = running;
  const either = AbortSignal.any([signal, rate.signal]);
  const write = (piece: Buffer) =>
    new Promise<void>((resolve, reject) => {
      response.write(piece, (error) => (error == null ? resolve() : reject(error)));
    });
  rate.pause();
  for await (const chunk of git.stdout) {
    for await (const piece of throttle.pieces(host, chunk as Buffer, signal)) {
      rate.resume();
      await unlessAborted(write(piece), either);
      rate.received(piece.length);
      throttle.sent(host, repository ?? null, piece.length);
      rate.pause();
    }
  }
  await git.exit;
}
