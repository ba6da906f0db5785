import type { AppState, LocalRepository, Peer } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { compareNames } from '../people/compare-names.ts';
import { isReachable } from '../people/peers.ts';

/** A depot that takes pushes for a project, or should. */
export interface DepotOf {
  readonly peer: Peer;
  /** How many signed entries it shows. */
  readonly entries: number;
}

/** Those that are here, by name. One that shows nothing of the pushes that it took is one of them: whoever asks it is told. */
export function depotsOf(
  swarm: Swarm | null,
  { peers, problems }: Pick<AppState, 'peers' | 'problems'>,
): DepotOf[] {
  if (swarm === null) return [];
  const lies = new Set(
    Object.values(problems).flatMap(({ depot }) => (depot?.swarm === swarm.id ? depot.peer : [])),
  );
  const found = new Map<PeerId, DepotOf>();
  for (const { peer: id, pushes } of swarm.alternatives) {
    const peer = peers[id];
    if (peer === undefined || !isReachable(peer)) continue;
    if (pushes === undefined && !lies.has(id)) continue;
    const entries = Math.max(pushes?.entries ?? 0, found.get(id)?.entries ?? 0);
    found.set(id, { peer, entries });
  }
  return [...found.values()].sort((a, b) => compareNames(a.peer.name, b.peer.name));
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
