import type { AppState, LocalRepository, Peer } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { compareNames } from '../people/compare-names.ts';
import { isReachable } from '../people/peers.ts';

/** A depot that takes pushes for a project. */
export interface DepotOf {
  readonly peer: Peer;
  /** How many signed entries it shows. */
  readonly entries: number;
}

/** Those that are here, by name. */
export function depotsOf(swarm: Swarm | null, peers: AppState['peers']): DepotOf[] {
  return (swarm?.alternatives ?? [])
    .flatMap(({ peer: id, pushes }): DepotOf[] => {
      const peer = peers[id];
      if (pushes === undefined || peer === undefined || !isReachable(peer)) return [];
      return [{ peer, entries: pushes.entries }];
    })
    .sort((a, b) => compareNames(a.peer.name, b.peer.name));
}

/** Whether it is so of these people: each row of a list asks at each change of anything, and people change seldom. */
const withDepot = new WeakMap<AppState['peers'], boolean>();

/** Whether there is a depot here at all: without one, nobody is told of pushing. */
export function hasDepot(peers: AppState['peers']): boolean {
  const known = withDepot.get(peers);
  if (known !== undefined) return known;
  const isSo = Object.values(peers).some((peer) => peer.isDepot === true && isReachable(peer));
  withDepot.set(peers, isSo);
  return isSo;
}

/** The project of a repository of mine, as others have it. */
export function swarmOf(
  repository: LocalRepository | null,
  swarms: AppState['swarms'],
): Swarm | null {
  if (repository?.status.state !== 'ready' || repository.status.swarm === null) return null;
  return swarms[repository.status.swarm] ?? null;
}
