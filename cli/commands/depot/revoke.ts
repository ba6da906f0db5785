import type { Command } from 'commander';
import type { RoleHolder } from '../../../shared/api/depot-push-contract.ts';
import { candidatesFor } from '../../../shared/domain/resolve/resolve.ts';
import { ShoalError } from '../../../shared/errors.ts';
import { print, withNode } from '../../command.ts';
import type { Surroundings } from '../../surroundings.ts';
import { type AtOptions, depotCommand, namedDepot } from './named-depot.ts';

class NoSuchHolderError extends ShoalError {
  readonly code = 'unknown-holder';

  constructor(typed: string) {
    super(`Nobody with a role there goes by “${typed}”. \`shoal depot roles\` lists them.`);
  }
}

class SeveralHoldersError extends ShoalError {
  readonly code = 'several-holders';

  constructor(typed: string) {
    super(`“${typed}” may be several of those with a role there. Say their six words.`);
  }
}

export function revokeCommand(around: Surroundings): Command {
  return depotCommand('revoke', 'Take back what somebody may do, such as with a lost laptop')
    .argument('<who...>', 'their six words, or their name or id')
    .action((project: string, typed: readonly string[], options: AtOptions) =>
      withNode(options, async (node) => {
        const named = await namedDepot(node, project, options);
        const { roles } = await node.call('depot.log', named);
        const { peer, name, words } = holderOf(typed.join(' '), roles);
        const { seq } = await node.call('depot.revoke', { ...named, from: peer });
        print(around, options, { seq, peer: { id: peer, name, words } }, () => [
          `${name} may not push there any more.`,
        ]);
      }),
    );
}

/** @throws NoSuchHolderError, SeveralHoldersError */
function holderOf(typed: string, roles: readonly RoleHolder[]): RoleHolder {
  const said = typed.toLowerCase().trim();
  const byWords = roles.filter(({ words }) => words.join(' ') === said);
  const candidates = roles.map((each) => ({ value: each, id: each.peer, names: [each.name] }));
  const [holder, ...more] = byWords.length > 0 ? byWords : candidatesFor(typed, candidates);
  if (holder === undefined) throw new NoSuchHolderError(typed);
  if (more.length > 0) throw new SeveralHoldersError(typed);
  return holder;
}
