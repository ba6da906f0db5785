import type { PeerId } from '../../shared/ids.ts';

/** A peer that came to be on the network. The times are milliseconds since the epoch. */
export interface Comer {
  readonly peer: PeerId;
  readonly startedAt: number;
  /** Ends it in good order, and answers when that began. */
  leave(): Promise<number>;
}

/** Someone who looks on. Both answer when it happened, or throw after `timeoutMs`. */
export interface Onlooker {
  sees(peer: PeerId, limit: { timeoutMs: number }): Promise<number>;
  misses(peer: PeerId, limit: { timeoutMs: number }): Promise<number>;
}

export interface DiscoveryTimes {
  readonly startUntilSeenMs: readonly number[];
  readonly exitUntilGoneMs: readonly number[];
}

/**
 * Lets peers come and go one after another, and measures how long it takes until `onlooker` knows.
 * Each round's peer must have an id of its own.
 *
 * @param timeoutMs how long a single coming or going may take before the measurement fails
 */
export async function measureDiscovery(options: {
  readonly rounds: number;
  readonly timeoutMs: number;
  readonly onlooker: Onlooker;
  readonly come: (round: number) => Promise<Comer>;
  readonly signal?: AbortSignal;
}): Promise<DiscoveryTimes> {
  const { rounds, timeoutMs, onlooker, come, signal } = options;
  const startUntilSeenMs: number[] = [];
  const exitUntilGoneMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    signal?.throwIfAborted();
    const comer = await come(round);
    startUntilSeenMs.push((await onlooker.sees(comer.peer, { timeoutMs })) - comer.startedAt);
    const leftAt = await comer.leave();
    exitUntilGoneMs.push((await onlooker.misses(comer.peer, { timeoutMs })) - leftAt);
  }
  return { startUntilSeenMs, exitUntilGoneMs };
}
