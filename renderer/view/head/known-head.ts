import type { AppState, LocalRepository, Peer } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { shortRefName } from '../../../shared/domain/git/ref-name.ts';
import { likelyAlias } from '../../../shared/domain/git/tracking-refs.ts';
import type { PeerId, RepositoryId, SwarmId } from '../../../shared/ids.ts';
import { type TheirHead, theirHeads } from '../projects/heads.ts';

/** What the state tells of a head, before anybody is asked about it. */
export interface KnownHead {
  /** Mine, that it is seen from; null where I have none. */
  readonly copy: LocalRepository | null;
  readonly swarm: Swarm | null;
  readonly peer: Peer | null;
  /** Null for one that is no longer shared. */
  readonly row: TheirHead | null;
  /** `herring/live-layer` */
  readonly label: string;
}

type Place = { readonly peer: PeerId; readonly ref: string } & (
  | { readonly repository: RepositoryId }
  | { readonly swarm: SwarmId }
);

export function knownHead(
  place: Place,
  { repositories, swarms, peers }: Pick<AppState, 'repositories' | 'swarms' | 'peers'>,
): KnownHead {
  const copy = 'swarm' in place ? null : (repositories[place.repository] ?? null);
  const ofCopy = copy?.status.state === 'ready' ? copy.status.swarm : null;
  const swarmId = 'swarm' in place ? place.swarm : ofCopy;
  const swarm = swarmId === null ? null : (swarms[swarmId] ?? null);
  const peer = peers[place.peer] ?? null;
  const rows = swarm === null ? [] : theirHeads(swarm, peers, copy);
  const row =
    rows.find(
      (each) => each.peer.id === place.peer && each.head.ref === place.ref && each.beside === null,
    ) ?? null;
  const name = shortRefName(place.ref);
  const label = row?.label ?? (peer === null ? name : `${likelyAlias(peer)}/${name}`);
  return { copy, swarm, peer, row, label };
}
