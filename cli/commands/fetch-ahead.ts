import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import type { LocalRepository } from '../../shared/api/state.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';

export function fetchAheadCommand(around: Surroundings): Command {
  return shoalCommand(
    'fetch-ahead',
    'Have what trusted teammates have of a repository here before git asks its origin',
  )
    .addArgument(new Argument('<on|off>', 'whether to').choices(['on', 'off']))
    .argument('[path]', 'the repository', '.')
    .action((typed: 'on' | 'off', path: string, options: CommonOptions) =>
      withNode(options, async (node) => {
        const known = await node.call('repositories.add', {
          path: resolve(around.workingFolder, path),
        });
        const on = typed === 'on';
        await node.call('repositories.setFetchesAhead', { repository: known.id, on });
        const repository = { ...known, fetchesAhead: on };
        print(around, options, { repository }, () => [words(repository)]);
      }),
    );
}

function words({ path, fetchesAhead }: LocalRepository): string {
  return fetchesAhead
    ? `What teammates you trust have of ${path} is fetched ahead, while it is shared or followed.`
    : `Nothing is fetched ahead for ${path}.`;
}
