import type { AppState, Peer } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { compareNames } from '../people/compare-names.ts';

export interface NearbySections {
  /** Projects that I have a copy of. */
  readonly mine: readonly Swarm[];
  readonly others: readonly Swarm[];
}

/**
 * The projects in the room, by name so that they keep their place while heads move. A project that
 * nobody else has is not nearby; it is listed under my repositories.
 */
export function nearbySections(
  swarms: AppState['swarms'],
  peers: AppState['peers'],
  search: string,
): NearbySections {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = Object.values(swarms)
    .filter((swarm) => swarm.alternatives.length > 0 && matches(swarm, peers, words))
    .sort((a, b) => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1));
  return {
    mine: found.filter((swarm) => swarm.local.length > 0),
    others: found.filter((swarm) => swarm.local.length === 0),
  };
}

/** Every word is in the project's name or description, a head's name, or the name of who has it. */
function matches(swarm: Swarm, peers: AppState['peers'], words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const texts = [swarm.name, swarm.description ?? ''];
  for (const { peer, name, heads } of swarm.alternatives) {
    texts.push(name, peers[peer]?.name ?? '', ...heads.map((head) => head.name));
  }
  const text = texts.join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Who has a project, in the order of the room and each once. */
export function peersOf(swarm: Swarm, peers: AppState['peers']): Peer[] {
  const ids = new Set(swarm.alternatives.map((alternative) => alternative.peer));
  return [...ids].flatMap((id) => peers[id] ?? []).sort((a, b) => compareNames(a.name, b.name));
}

/** Who made the latest commit available, and when (seconds since the epoch). */
export function latestChange(swarm: Swarm): { peer: PeerId; at: number } | null {
  let latest: { peer: PeerId; at: number } | null = null;
  for (const { peer, heads } of swarm.alternatives) {
    for (const { tip } of heads) {
      if (tip !== null && (latest === null || tip.time > latest.at))
        latest = { peer, at: tip.time };
    }
  }
  return latest;
}

/** The projects that one peer shares with me, by name. */
export function swarmsOf(peer: PeerId, swarms: AppState['swarms']): Swarm[] {
  return Object.values(swarms)
    .filter((swarm) => swarm.alternatives.some((alternative) => alternative.peer === peer))
    .sort((a, b) => compareNames(a.name, b.name));
}
