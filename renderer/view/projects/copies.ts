import type { AppState, LocalRepository } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import type { RepositoryId, SwarmId } from '../../../shared/ids.ts';
import { compareNames } from '../people/compare-names.ts';

/** My copies of a swarm, by path. */
export function copiesOf(swarm: Swarm, repositories: AppState['repositories']): LocalRepository[] {
  return swarm.local
    .flatMap((id) => repositories[id] ?? [])
    .sort((a, b) => compareNames(a.path, b.path));
}

/** The copy that heads are compared with and fetched into: the one chosen, else the first. */
export function chosenCopy(
  swarm: Swarm,
  repositories: AppState['repositories'],
  chosen: Readonly<Record<SwarmId, RepositoryId>>,
): LocalRepository | null {
  const copies = copiesOf(swarm, repositories);
  return copies.find(({ id }) => id === chosen[swarm.id]) ?? copies[0] ?? null;
}
