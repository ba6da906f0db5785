import type { AppState, LocalRepository, Peer } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { PeerId, RepositoryId } from '../../../shared/ids.ts';
import { compareNames } from '../people/compare-names.ts';
import { isReachable } from '../people/peers.ts';

/** A depot's copy of a project that takes pushes, or should. */
export interface DepotOf {
  readonly peer: Peer;
  readonly copy: RepositoryId;
  /** Whose project it is there; null where it does not say. */
  readonly owner: PeerId | null;
  /** How many signed entries it shows. */
  readonly entries: number;
}

/** The same, as it was chosen. */
export interface ChosenDepot extends Pick<DepotOf, 'copy' | 'owner'> {
  readonly peer: PeerId;
}

/**
 * Those that are here, by name, and mine first where one depot has several. One that shows nothing of the pushes that it
 * took is one of them: whoever asks it is told.
 */
export function depotsOf(
  swarm: Swarm | null,
  { peers, problems, self }: Pick<AppState, 'peers' | 'problems' | 'self'>,
): DepotOf[] {
  if (swarm === null) return [];
  const lies = new Set(
    Object.values(problems).flatMap(({ depot }) => (depot ? `${depot.peer} ${depot.copy}` : [])),
  );
  const found: DepotOf[] = [];
  for (const { peer: id, repository: copy, pushes } of swarm.alternatives) {
    const peer = peers[id];
    if (peer === undefined || !isReachable(peer)) continue;
    if (pushes === undefined && !lies.has(`${id} ${copy}`)) continue;
    found.push({ peer, copy, owner: pushes?.owner ?? null, entries: pushes?.entries ?? 0 });
  }
  const isOthers = ({ owner }: DepotOf) => Number(owner !== self?.id);
  return found.sort(
    (a, b) =>
      compareNames(a.peer.name, b.peer.name) ||
      isOthers(a) - isOthers(b) ||
      a.copy.localeCompare(b.copy),
  );
}

export function chosenOf({ peer, copy, owner }: DepotOf): ChosenDepot {
  return { peer: peer.id, copy, owner };
}

/**
 * The one that was chosen, also if it has begun anew since, under another id, or shows nothing of its pushes any more;
 * never another one in its place.
 */
export function depotChosen(depots: readonly DepotOf[], chosen: ChosenDepot): DepotOf | null {
  const there = depots.filter(({ peer }) => peer.id === chosen.peer);
  const exact = there.find(({ copy }) => copy === chosen.copy);
  const [same, ...more] = there.filter(({ owner }) => owner === chosen.owner || owner === null);
  return exact ?? (more.length === 0 ? (same ?? null) : null);
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
