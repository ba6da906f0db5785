import type { Command } from 'commander';
import { resolveDepotCopy } from '../../../shared/domain/resolve/resolve-depot-copy.ts';
import { resolvePeer } from '../../../shared/domain/resolve/resolve-peer.ts';
import { resolveSwarm } from '../../../shared/domain/resolve/resolve-swarm.ts';
import type { PeerId, RepositoryId, SwarmId } from '../../../shared/ids.ts';
import { type CommonOptions, shoalCommand } from '../../command.ts';
import type { NodeClient } from '../../node-client.ts';
import { untilFound } from '../../until-found.ts';

export interface AtOptions extends CommonOptions {
  readonly at?: string;
  readonly copy?: string;
}

/** A command about a project that others can push to. */
export function depotCommand(name: string, description: string): Command {
  return shoalCommand(name, description)
    .argument('<project>', 'the project, by name or id')
    .option('--at <depot>', 'the depot, by name or id; the only one nearby if left out')
    .option('--copy <copy>', 'where it has the project several times: whose, or the copy’s id');
}

/** @throws NoSuchSwarmError, AmbiguousSwarmError, NoSuchPeerError, AmbiguousPeerError, NoSuchCopyError, AmbiguousCopyError */
export function namedDepot(
  node: NodeClient,
  project: string,
  { at, copy }: AtOptions,
): Promise<{ swarm: SwarmId; peer?: PeerId; copy?: RepositoryId }> {
  const find = () => {
    const { swarms, peers } = node.state;
    const { id: swarm, alternatives } = resolveSwarm(project, Object.values(swarms));
    const depot = at === undefined ? {} : { peer: resolvePeer(at, Object.values(peers)).id };
    if (copy === undefined) return { swarm, ...depot };
    const theirs = alternatives.filter(({ peer }) => peer === (depot.peer ?? peer));
    const { peer, repository } = resolveDepotCopy(copy, theirs, node.state);
    return { swarm, peer, copy: repository };
  };
  return untilFound(node, find);
}
