import type { Command } from 'commander';
import { roleWords } from '../../../shared/domain/words/role-words.ts';
import { print, withNode } from '../../command.ts';
import type { Surroundings } from '../../surroundings.ts';
import { dayOf } from './log.ts';
import { type AtOptions, depotCommand, namedDepot } from './named-depot.ts';

export function rolesCommand(around: Surroundings): Command {
  return depotCommand('roles', 'List who may push to a project').action(
    (project: string, options: AtOptions) =>
      withNode(options, async (node) => {
        const named = await namedDepot(node, project, options);
        const { owner, roles } = await node.call('depot.log', named);
        print(around, options, { owner, roles }, () =>
          roles.length === 0
            ? [`Nobody has pushed yet: ${owner.name} begins.`]
            : roles.map(({ name, role, since, expires, words }) => {
                const until = expires === null ? '' : ` until ${dayOf(expires)}`;
                return `${name}: ${roleWords(role)} since ${dayOf(since)}${until} (${words.join(' ')})`;
              }),
        );
      }),
  );
}
