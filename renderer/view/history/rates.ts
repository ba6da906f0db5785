import type { Traffic } from '../../../shared/api/history-state.ts';
import type { PeerId } from '../../../shared/ids.ts';

/** How fast bytes move between this computer and somebody, in bytes a second. */
export interface Rate {
  readonly peer: PeerId;
  /** What they give. */
  readonly received: number;
  /** What they get. */
  readonly given: number;
}

/** How fast it went between two looks, those with whom most moves first; nobody with whom nothing does. */
export function ratesBetween(before: Traffic, after: Traffic, seconds: number): Rate[] {
  if (seconds <= 0) return [];
  const rates = Object.entries(after).map(([id, { received, given }]): Rate => {
    const peer = id as PeerId;
    const then = before[peer] ?? { received: 0, given: 0 };
    // After a restart of the engine it is counted from nothing.
    const since = (now: number, earlier: number) =>
      (now >= earlier ? now - earlier : now) / seconds;
    return {
      ...{ peer, received: since(received, then.received), given: since(given, then.given) },
    };
  });
  return rates
    .filter(({ received, given }) => received + given > 0)
    .sort((a, b) => b.received + b.given - a.received - a.given || (a.peer < b.peer ? -1 : 1));
}
