import { CostlyBlockError } from '../errors/peer-failures.ts';

/** What git is to work through. */
export interface Received {
  readonly bytes: number;
  /** Whoever is to be named. */
  readonly sender: string;
  /** What a trusted peer sends may take as long as it likes. */
  readonly isTrusted: boolean;
}

const BYTES_PER_MILLISECOND = 200;

/**
 * Ends git's work over what somebody sent when it takes many times as long as over anything that was not
 * made to keep it busy, also on a slow machine that has much else to do.
 * @param least how long any of it may take, in milliseconds
 * @throws CostlyBlockError, and what the work fails with
 */
export async function unlessCostly<T>(
  { bytes, sender, isTrusted }: Received,
  least: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (isTrusted) return work(signal);
  const patience = AbortSignal.timeout(least + Math.ceil(bytes / BYTES_PER_MILLISECOND));
  try {
    return await work(AbortSignal.any([signal, patience]));
  } catch (error) {
    if (patience.aborted && !signal.aborted) throw new CostlyBlockError(sender, error);
    throw error;
  }
}
