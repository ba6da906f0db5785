import type { AppState } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { SwarmId } from '../../../shared/ids.ts';
import { compareNames } from '../people/compare-names.ts';
import { matches } from '../projects/nearby.ts';
import { KeptOrder } from './kept-order.ts';

/** What the list of projects follows from: heads that move do not change it. */
export interface ListedProject {
  readonly id: SwarmId;
  readonly name: string;
  /** I have a copy of it. */
  readonly isMine: boolean;
}

export interface NearbySections {
  /** Projects that I have a copy of. */
  readonly mine: readonly ListedProject[];
  readonly others: readonly ListedProject[];
}

/**
 * The projects in the room, mine first and each part by name so that they keep their place while heads move. A
 * project that nobody else has is not nearby; it is listed under my repositories.
 */
export function nearbyOrder(): KeptOrder<Swarm, ListedProject> {
  return new KeptOrder<Swarm, ListedProject>({
    list({ id, name, local, alternatives }, known) {
      if (alternatives.length === 0) return null;
      const isMine = local.length > 0;
      return known?.name === name && known.isMine === isMine ? known : { id, name, isMine };
    },
    compare: (a, b) =>
      Number(b.isMine) - Number(a.isMine) || compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1),
  });
}

/** Those that a search finds, in the same order. */
export function foundAmong(
  listed: readonly ListedProject[],
  { swarms, peers }: Pick<AppState, 'swarms' | 'peers'>,
  search: string,
): readonly ListedProject[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return listed;
  return listed.filter(({ id }) => {
    const swarm = swarms[id];
    return swarm !== undefined && matches(swarm, peers, words);
  });
}

export function nearbySections(listed: readonly ListedProject[]): NearbySections {
  const first = listed.findIndex(({ isMine }) => !isMine);
  const until = first === -1 ? listed.length : first;
  return { mine: listed.slice(0, until), others: listed.slice(until) };
}
