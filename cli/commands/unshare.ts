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
  const repositories = Object.values(node.state.repositories);
  const found =
    repositories.find((repository) => repository.path === path || repository.path === real) ??
    (await withTreeAt(repositories, real));
  if (found === null) throw new NotSharedError(path);
  return found;
}

/** One of several working trees of a repository stands for it, too. */
async function withTreeAt(
  repositories: readonly LocalRepository[],
  path: string,
): Promise<LocalRepository | null> {
  const asked = await commonDirOf(path);
  if (asked === null) return null;
  for (const repository of repositories) {
    if ((await commonDirOf(repository.path)) === asked) return repository;
  }
  return null;
}

async function commonDirOf(path: string): Promise<string | null> {
  // Hardly ever needed, and no other command asks git.
  const { openRepository } = await import('../../engine/git/open.ts');
  return openRepository(path).then(
    ({ commonDir }) => commonDir,
    () => null,
  );
}
