import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { FollowRule } from '../../shared/domain/follow.ts';
import { resolvePeer } from '../../shared/domain/resolve/resolve-peer.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { Surroundings } from '../surroundings.ts';

interface Options extends CommonOptions {
  readonly everywhere?: boolean;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly fastForward?: readonly string[];
  readonly mute?: boolean;
}

export function followCommand(around: Surroundings): Command {
  return shoalCommand('follow', 'Fetch a teammate’s heads whenever they change')
    .argument('<peer>', 'the teammate, by name or id')
    .argument('[path]', 'the repository to fetch into; this folder if left out')
    .option('--everywhere', 'in every project that you both have')
    .option('--only <pattern...>', 'follow only the branches and tags that match')
    .option('--except <pattern...>', 'leave out the branches and tags that match')
    .option('--fast-forward <branch...>', 'move these branches of yours along while they are clean')
    .option('--mute', 'do not announce what comes')
    .action((typed: string, path: string | undefined, options: Options) =>
      withNode(options, async (node) => {
        const {
          everywhere = false,
          only = [],
          except = [],
          fastForward = [],
          mute = false,
        } = options;
        if (everywhere && path !== undefined) {
          throw new UsageError('Name a repository or say --everywhere, not both.');
        }
        if (everywhere && fastForward.length > 0) {
          throw new UsageError('--fast-forward needs one repository, not --everywhere.');
        }
        const { id: peer, name } = resolvePeer(typed, Object.values(node.state.peers));
        const repository = everywhere
          ? null
          : await node.call('repositories.add', {
              path: resolve(around.workingFolder, path ?? '.'),
            });
        const rule: FollowRule = {
          ...{ peer, repository: repository?.id ?? null },
          ...{ only, except, fastForward, isMuted: mute },
        };
        await node.call('follow.set', rule);
        const where = repository === null ? 'everywhere' : `in ${repository.path}`;
        print(around, options, { follow: rule }, () => [`Following ${name} ${where}.`]);
      }),
    );
}
