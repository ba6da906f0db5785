import { Command } from 'commander';
import { shoalCommand, withNode } from '../../command.ts';
import type { Surroundings } from '../../surroundings.ts';
import { ACTIONS, type Typed } from './depot-actions.ts';
import { grantCommand } from './grant.ts';
import { logCommand } from './log.ts';
import { revokeCommand } from './revoke.ts';
import { rolesCommand } from './roles.ts';

const PROJECT = 'the project, by its name or id';

/** Those at the end ask any depot nearby; all others are for the Shoal that runs as one. */
export function depotCommand(around: Surroundings): Command {
  const action =
    (verb: Verb, operand?: 'name' | 'size' | 'folder') =>
    (...args: readonly unknown[]) => {
      const typed = args[operand === undefined ? 0 : 1] as Typed;
      return act(around, verb, operand === undefined ? typed : { ...typed, [operand]: args[0] });
    };
  return new Command('depot')
    .description(
      'What this Shoal keeps for others while their owners are away (`shoal serve --depot`)',
    )
    .addCommand(
      shoalCommand('list', 'Say what is kept, of whom, and as of when').action(action('list')),
    )
    .addCommand(
      shoalCommand('add', 'Keep a project that somebody nearby shares')
        .argument('<name>', PROJECT)
        .option('--owner <peer>', 'whose branches are the project’s own here')
        .option('--to <peer...>', 'who may see it beside its owner, if not everyone may')
        .action(action('add', 'name')),
    )
    .addCommand(
      shoalCommand('remove', 'Let go of a project, and of all that is kept of it')
        .argument('<name>', PROJECT)
        .action(action('remove', 'name')),
    )
    .addCommand(
      shoalCommand(
        'verify',
        'Read every object of a project, and check every signed push; of all, if none is named',
      )
        .argument('[name]', PROJECT)
        .action(action('verify', 'name')),
    )
    .addCommand(
      shoalCommand('quota', 'Say how much all projects may take, or one of them')
        .argument('<size>', 'such as 500M or 20G, or off for as much as there is')
        .option('--project <name>', 'one project, by its name or id')
        .action(action('quota', 'size')),
    )
    .addCommand(
      shoalCommand(
        'backup',
        'Copy all that is kept into a new folder, while it is served; not the key, which is in the data folder',
      )
        .argument('<folder>', 'where the backup goes; it must not be there, or be empty')
        .action(action('backup', 'folder')),
    )
    .addCommand(
      shoalCommand(
        'restore',
        'Bring a backup into a depot that keeps nothing yet: start it without --mirror',
      )
        .argument('<folder>', 'the backup')
        .action(action('restore', 'folder')),
    )
    .addCommand(logCommand(around))
    .addCommand(rolesCommand(around))
    .addCommand(grantCommand(around))
    .addCommand(revokeCommand(around));
}

type Verb = keyof typeof ACTIONS;

async function act(around: Surroundings, verb: Verb, typed: Typed): Promise<void> {
  await withNode(typed, (node) => ACTIONS[verb](node, around, typed));
}
