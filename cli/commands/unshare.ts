import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { LocalRepository } from '../../shared/api/state.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import { NotSharedError } from '../errors.ts';
import type { NodeClient } from '../node-client.ts';
import type { Surroundings } from '../surroundings.ts';

export function unshareCommand(around: Surroundings): Command {
  return shoalCommand('unshare', 'Stop sharing a repository; nothing on disk is touched')
    .argument('<path>', 'the repository')
    .action((path: string, options: CommonOptions) =>
      withNode(options, async (node) => {
        const { id } = await known(node, resolve(around.workingFolder, path));
        const visibility = { to: 'nobody' } as const;
        await node.call('repositories.setVisibility', { repository: id, visibility });
        const repository = { ...node.state.repositories[id], visibility };
        print(around, options, { repository }, () => [`${repository.path} is shared with nobody.`]);
      }),
    );
}

/** By the path it is known under, so that one that is missing on disk can be unshared, too. */
async function known(node: NodeClient, path: string): Promise<LocalRepository> {
  const real = await realpath(path).catch(() => path);
  const found = Object.values(node.state.repositories).find(
    (repository) => repository.path === path || repository.path === real,
  );
  if (found === undefined) throw new NotSharedError(path);
  return found;
}
