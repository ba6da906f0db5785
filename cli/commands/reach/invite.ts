import type { Command } from 'commander';
import { resolveSwarm } from '../../../shared/domain/resolve/resolve-swarm.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import type { Surroundings } from '../../surroundings.ts';
import { parseUntil, UNTIL, untilWords } from '../../until-option.ts';

interface Options extends CommonOptions {
  readonly until?: number;
}

const WEEK = 7 * 24 * 60 * 60_000;

export function inviteCommand(around: Surroundings): Command {
  return shoalCommand('invite', 'Make a link by which somebody reaches you from anywhere')
    .argument('[project]', 'what it is about, by name or id; whatever you share if left out')
    .option('--until <time>', UNTIL, parseUntil)
    .action((project: string | undefined, options: Options) =>
      withNode(options, async (node) => {
        const swarm =
          project === undefined ? null : resolveSwarm(project, Object.values(node.state.swarms)).id;
        const until = Math.floor((options.until ?? Date.now() + WEEK) / 1_000);
        const { link } = await node.call('reach.invite', { swarm, until });
        // Only this command needs it.
        const { default: encodeQR } = await import('qr');
        const { parseInvite } = await import('../../../shared/domain/reach/invite.ts');
        print(around, options, { link, until, ...parseInvite(link) }, () => [
          encodeQR(link, 'ascii', { ecc: 'low' }).trimEnd(),
          link,
          `It holds ${untilWords(until * 1_000)}. Whoever has it can reach you, and sees what you share with them; they type: shoal join LINK`,
        ]);
      }),
    );
}
