import { unlessCostly } from '../quarantine/unless-costly.ts';
import type { Reach } from './reach.ts';

/** How long git may always take to walk through what came, and what is here already, in milliseconds. */
const LEAST_TIME = 20_000;

/**
 * Lets git walk through all that a transfer has brought, for as long as that may take.
 * @throws CostlyBlockError, and what the work fails with
 */
export async function walkReceived<T>(
  reach: Pick<Reach, 'copies' | 'quarantine' | 'signal' | 'sources'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const peers = reach.copies().map(({ peer }) => peer);
  const unknown = peers.find(({ id }) => !reach.sources.isTrusted(id));
  const what = {
    bytes: await reach.quarantine.bytes(),
    sender: (unknown ?? peers[0])?.name ?? 'A teammate',
    isTrusted: peers.length > 0 && unknown === undefined,
  };
  return unlessCostly(what, LEAST_TIME, reach.signal, work);
}
