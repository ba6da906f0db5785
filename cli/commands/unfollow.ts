import { resolve } from 'node:path';
import type { Command } from 'commander';
import { resolvePeer } from '../../shared/domain/resolve/resolve-peer.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';

interface Options extends CommonOptions {
  readonly everywhere?: boolean;
}

export function unfollowCommand(around: Surroundings): Command {
  return shoalCommand('unfollow', 'Follow a teammate no longer; what was fetched stays')
    .argument('<peer>', 'the teammate, by name or id')
    .argument('[path]', 'the repository; this folder if left out')
    .option('--everywhere', 'end what was begun with follow --everywhere')
    .action((typed: string, path: string | undefined, options: Options) =>
      withNode(options, async (node) => {
        const { id: peer, name } = resolvePeer(typed, Object.values(node.state.peers));
        const repository = options.everywhere
          ? null
          : await node.call('repositories.add', {
              path: resolve(around.workingFolder, path ?? '.'),
            });
        const place = { peer, repository: repository?.id ?? null };
        await node.call('follow.remove', place);
        const where = repository === null ? 'everywhere' : `in ${repository.path}`;
        print(around, options, { unfollow: place }, () => [`Not following ${name} ${where}.`]);
      }),
    );
}
