import type { Command } from 'commander';
import { resolvePeer } from '../../../shared/domain/resolve/resolve-peer.ts';
import { resolveSwarm } from '../../../shared/domain/resolve/resolve-swarm.ts';
import type { PeerId, SwarmId } from '../../../shared/ids.ts';
import { type CommonOptions, shoalCommand } from '../../command.ts';
import type { NodeClient } from '../../node-client.ts';
import { untilFound } from '../../until-found.ts';

export interface AtOptions extends CommonOptions {
  readonly at?: string;
}

/** A command about a project that others can push to. */
export function depotCommand(name: string, description: string): Command {
  return shoalCommand(name, description)
    .argument('<project>', 'the project, by name or id')
    .option('--at <depot>', 'the depot, by name or id; the only one nearby if left out');
}

/** @throws NoSuchSwarmError, AmbiguousSwarmError, NoSuchPeerError, AmbiguousPeerError */
export function namedDepot(
  node: NodeClient,
  project: string,
  { at }: AtOptions,
): Promise<{ swarm: SwarmId; peer?: PeerId }> {
  const find = () => ({
    swarm: resolveSwarm(project, Object.values(node.state.swarms)).id,
    ...(at === undefined ? {} : { peer: resolvePeer(at, Object.values(node.state.peers)).id }),
  });
  return untilFound(node, find);
}
