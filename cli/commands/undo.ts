import type { Command } from 'commander';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { Surroundings } from '../surroundings.ts';
import { comesAgain, newestFirst } from './activity.ts';

export function undoCommand(around: Surroundings): Command {
  return shoalCommand('undo', 'Set fetched refs back to what they were before')
    .argument('<entry>', 'an entry of `shoal activity`, by the beginning of its id')
    .argument('[ref]', 'one of its refs, as anna/main; all of them if left out')
    .action((typed: string, ref: string | undefined, options: CommonOptions) =>
      withNode(options, async (node) => {
        const found = newestFirst(node.state).filter(({ id }) => id.startsWith(typed));
        const [entry] = found;
        if (entry === undefined || found.length > 1) {
          throw new UsageError(
            `There is not exactly one entry “${typed}”. \`shoal activity\` lists them.`,
          );
        }
        const full = ref?.startsWith('refs/') ? ref : ref && `refs/remotes/${ref}`;
        await node.call('activity.undo', { entry: entry.id, ref: full });
        print(around, options, { undone: { entry: entry.id, ref: full ?? null } }, () => [
          `${ref ?? 'All of it'} is as it was before. ${comesAgain(entry, node.state)}`,
        ]);
      }),
    );
}
