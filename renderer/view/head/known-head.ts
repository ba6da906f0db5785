import type { AppState, LocalRepository, Peer } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { shortRefName } from '../../../shared/domain/git/ref-name.ts';
import { likelyAlias } from '../../../shared/domain/git/tracking-refs.ts';
import type { PeerId, RepositoryId } from '../../../shared/ids.ts';
import { type TheirHead, theirHeads } from '../projects/heads.ts';

/** What the state tells of a head, before anybody is asked about it. */
export interface KnownHead {
  /** Mine, that it is seen from. */
  readonly copy: LocalRepository | null;
  readonly swarm: Swarm | null;
  readonly peer: Peer | null;
  /** Null for one that is no longer shared. */
  readonly row: TheirHead | null;
  /** `herring/live-layer` */
  readonly label: string;
}

export function knownHead(
  place: { readonly repository: RepositoryId; readonly peer: PeerId; readonly ref: string },
  { repositories, swarms, peers }: Pick<AppState, 'repositories' | 'swarms' | 'peers'>,
): KnownHead {
  const copy = repositories[place.repository] ?? null;
  const swarmId = copy?.status.state === 'ready' ? copy.status.swarm : null;
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
