import type { Swarm } from '../../shared/api/swarm-state.ts';
import { aliasFromName } from '../../shared/domain/git/tracking-refs.ts';
import { resolvePeer } from '../../shared/domain/resolve/resolve-peer.ts';
import { NoSuchSwarmError, resolveSwarm } from '../../shared/domain/resolve/resolve-swarm.ts';
import { asShoalError } from '../../shared/errors.ts';
import {
  type PeerId,
  peerIdSchema,
  type RepositoryId,
  type SwarmId,
  swarmIdSchema,
} from '../../shared/ids.ts';
import type { NodeClient } from '../node-client.ts';
import { untilFound } from '../until-found.ts';
import type { Address } from './address.ts';

export interface MeantCopy {
  readonly peer: PeerId;
  readonly swarm: SwarmId;
  /** Where the address names one of several. */
  readonly copy?: RepositoryId;
}

/**
 * The copy that an address names.
 * @throws NoSuchPeerError, AmbiguousPeerError, NoSuchSwarmError, AmbiguousSwarmError
 */
export function meantCopy(node: NodeClient, address: Address): Promise<MeantCopy> {
  return untilFound(node, () => find(node, address));
}

function find({ state }: NodeClient, { peer, swarm }: Address): MeantCopy {
  // An id of somebody who is away is one all the same.
  const peerId = peerIdSchema.safeParse(peer);
  const swarmId = swarmIdSchema.safeParse(swarm);
  const id = peerId.success ? peerId.data : peerCalled(peer, Object.values(state.peers));
  if (swarmId.success) return { peer: id, swarm: swarmId.data };
  const swarms = Object.values(state.swarms);
  return copyWithId(id, swarm, swarms) ?? { peer: id, swarm: swarmCalled(swarm, swarms).id };
}

/** In place of the project’s name, the id of that one copy: where a depot has the project several times. */
function copyWithId(peer: PeerId, typed: string, swarms: readonly Swarm[]): MeantCopy | null {
  for (const { id: swarm, alternatives } of swarms) {
    const copy = alternatives.find((each) => each.peer === peer && each.repository === typed);
    if (copy !== undefined) return { peer, swarm, copy: copy.repository };
  }
  return null;
}

/** A submodule's address is made of its project's, and often ends as those on servers do. */
function swarmCalled(typed: string, swarms: Parameters<typeof resolveSwarm>[1]) {
  try {
    return resolveSwarm(typed, swarms);
  } catch (error) {
    if (!(error instanceof NoSuchSwarmError) || !typed.endsWith('.git')) throw error;
    return resolveSwarm(typed.slice(0, -'.git'.length), swarms);
  }
}

/** By name, or by the alias that a fetch keeps the teammate's heads under. */
function peerCalled(typed: string, peers: Parameters<typeof resolvePeer>[1]): PeerId {
  try {
    return resolvePeer(typed, peers).id;
  } catch (cause) {
    const byAlias = peers.filter(({ name }) => aliasFromName(name) === typed);
    if (byAlias.length === 1 && byAlias[0] !== undefined) return byAlias[0].id;
    throw asShoalError(cause);
  }
}
