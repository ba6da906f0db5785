import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { dataFolder } from '../../../host/data-folder.ts';
import type { AppState } from '../../../shared/api/state.ts';
import { folderName } from '../../../shared/domain/folder-name.ts';
import { isCloneAddress } from '../../../shared/domain/git/clone-address.ts';
import { resolveSwarm } from '../../../shared/domain/resolve/resolve-swarm.ts';
import { shellWord } from '../../../shared/domain/words/shell-word.ts';
import { print, shoalCommand, withNode } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import { resultOf, resultWords } from '../../progress/result.ts';
import { runTransfer } from '../../progress/run-transfer.ts';
import type { Surroundings } from '../../surroundings.ts';
import { type CloneUrlOptions, cloneAddress } from './clone-url.ts';

export function cloneCommand(around: Surroundings): Command {
  return shoalCommand('clone', 'Clone a project from the teammates who have it')
    .argument('<swarm|url>', 'the project, by name or id, or the address of its origin')
    .argument('[dir]', 'the new folder; the project’s name if left out')
    .option(
      '--use-mirror <path...>',
      'with an address: a local repository of a related project, whose objects are used',
    )
    .addOption(
      new Option('--share [who]', 'share it back once it is here: everyone, or trusted')
        .choices(['everyone', 'trusted'])
        .preset('everyone'),
    )
    .action((typed: string, dir: string | undefined, options: CloneUrlOptions) => {
      if (isCloneAddress(typed)) {
        return cloneAddress(around, typed, dir, options, dataFolder(options.data));
      }
      if (options.useMirror !== undefined) {
        throw new UsageError('--use-mirror goes with the address of an origin.');
      }
      return withNode(options, async (node) => {
        const offered = Object.values(node.state.swarms).filter((s) => s.alternatives.length > 0);
        const swarm = resolveSwarm(typed, offered);
        const directory = resolve(around.workingFolder, dir ?? folderName(swarm.name));
        const result = await runTransfer(around, options, node, (transfer) =>
          node.call('clone', { transfer, swarm: swarm.id, directory, share: options.share }),
        );
        print(around, options, resultOf(result), () => [
          ...resultWords(result, node.state),
          `Cloned into ${result.path}.`,
          ...hintAt(node.state, result.path),
        ]);
      });
    });
}

/** Whoever has just cloned can give it on, which makes it faster for all who come after. */
function hintAt({ repositories }: AppState, path: string): string[] {
  const clone = Object.values(repositories).find((each) => each.path === path);
  if (clone?.visibility.to !== 'nobody') return [];
  return [
    `Only you see this copy. Others can take it from here, too, after: shoal share ${shellWord(path)}`,
  ];
}
