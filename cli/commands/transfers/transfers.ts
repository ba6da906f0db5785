import type { Command } from 'commander';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import { transferLine } from '../../progress/transfer-line.ts';
import type { Surroundings } from '../../surroundings.ts';

export function transfersCommand(around: Surroundings): Command {
  return shoalCommand('transfers', 'List what is on its way, and what came').action(
    (options: CommonOptions) =>
      withNode(options, async ({ state }) => {
        const transfers = Object.values(state.transfers).sort((a, b) => a.startedAt - b.startedAt);
        print(around, options, { transfers }, () =>
          transfers.length === 0 ? ['Nothing was fetched or cloned.'] : transfers.map(transferLine),
        );
      }),
  );
}
