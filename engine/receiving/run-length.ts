import { LIMITS } from '../../shared/gtp/limits.ts';

/** What a run of blocks shall take, in milliseconds: what one peer is asked for is kept from others as long. */
const RUN_TIME = 2_000;
/** The least that a peer is asked for at once. */
const SHORT_RUN = 4;
/**
 * How many blocks to ask for in the next run.
 * @param asked in the last one
 * @param came of those
 * @param took in milliseconds
 */
export function runLength(asked: number, came: number, took: number): number {
  // It stopped for others: more than that would only be kept from them.
  if (came < asked) return Math.max(SHORT_RUN, 2 * came);
  const inTime = Math.floor((came * RUN_TIME) / Math.max(took, 1));
  return Math.min(Math.max(inTime, SHORT_RUN), 4 * asked, LIMITS.blocksPerNextRequest);
}
