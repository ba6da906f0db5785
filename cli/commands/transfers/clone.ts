import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { folderName } from '../../../shared/domain/folder-name.ts';
import { resolveSwarm } from '../../../shared/domain/resolve/resolve-swarm.ts';
import type { ShareBack } from '../../../shared/domain/visibility.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import { resultOf, resultWords } from '../../progress/result.ts';
import { runTransfer } from '../../progress/run-transfer.ts';
import type { Surroundings } from '../../surroundings.ts';

interface Options extends CommonOptions {
  readonly share?: ShareBack;
}

export function cloneCommand(around: Surroundings): Command {
  return shoalCommand('clone', 'Clone a project from the teammates who have it')
    .argument('<swarm>', 'the project, by name or id')
    .argument('[dir]', 'the new folder; the project’s name if left out')
    .addOption(
      new Option('--share [who]', 'share it back once it is here: everyone, or trusted')
        .choices(['everyone', 'trusted'])
        .preset('everyone'),
    )
    .action((typed: string, dir: string | undefined, options: Options) =>
      withNode(options, async (node) => {
        const offered = Object.values(node.state.swarms).filter((s) => s.alternatives.length > 0);
        const swarm = resolveSwarm(typed, offered);
        const directory = resolve(around.workingFolder, dir ?? folderName(swarm.name));
        const result = await runTransfer(around, options, node, (transfer) =>
          node.call('clone', { transfer, swarm: swarm.id, directory, share: options.share }),
        );
        print(around, options, resultOf(result), () => [
          ...resultWords(result, node.state),
          `Cloned into ${result.path}.`,
        ]);
      }),
    );
}
