import type { Command } from 'commander';
import { resolvePeer } from '../../shared/domain/resolve/resolve-peer.ts';
import { shortId } from '../../shared/short-id.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';

export function untrustCommand(around: Surroundings): Command {
  return shoalCommand('untrust', 'Trust a teammate no longer')
    .argument('<peer>', 'the teammate, by name or id')
    .action((typed: string, options: CommonOptions) =>
      withNode(options, async (node) => {
        const { id, name, words } = resolvePeer(typed, Object.values(node.state.peers));
        await node.call('peers.untrust', { peer: id });
        print(around, options, { peer: { id, name, words, trusted: false } }, () => [
          `${name} (${shortId(id)}) is not trusted any more.`,
        ]);
      }),
    );
}
