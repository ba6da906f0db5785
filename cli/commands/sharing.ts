import { Argument, type Command } from 'commander';
import type { Sharing } from '../../shared/api/sharing-state.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { NodeClient } from '../node-client.ts';
import type { Surroundings } from '../surroundings.ts';
import { parseUntil, UNTIL, untilWords } from '../until-option.ts';

const ACTIONS = ['pause', 'resume', 'status'] as const;

interface Options extends CommonOptions {
  readonly until?: number;
}

/** How long the state may take to follow a command, in milliseconds. */
const SOON = 10_000;

export function sharingCommand(around: Surroundings): Command {
  return shoalCommand('sharing', 'Show and give nothing of yours for a while; fetching goes on')
    .addArgument(new Argument('[action]', 'what to do').choices(ACTIONS).default('status'))
    .option('--until <time>', UNTIL, parseUntil)
    .action((action: (typeof ACTIONS)[number], options: Options) => {
      if (action !== 'pause' && options.until !== undefined) {
        throw new UsageError('--until goes with `shoal sharing pause`.');
      }
      return withNode(options, async (node) => {
        await carryOut(node, action, options.until ?? null);
        const { sharing } = node.state;
        print(around, options, { sharing }, () => [sharingWords(sharing)]);
      });
    });
}

async function carryOut(
  node: NodeClient,
  action: (typeof ACTIONS)[number],
  until: number | null,
): Promise<void> {
  if (action === 'pause') {
    await node.call('sharing.pause', { until });
    await node.waitUntil(
      ({ sharing }) => sharing.state === 'paused' && sharing.until === until,
      SOON,
    );
  } else if (action === 'resume') {
    await node.call('sharing.resume', {});
    await node.waitUntil(({ sharing }) => sharing.state === 'on', SOON);
  }
}

/** How it stands, as a sentence. */
export function sharingWords(sharing: Sharing): string {
  if (sharing.state === 'on') return 'What you share can be seen and fetched.';
  const { until } = sharing;
  const end = until === null ? 'until `shoal sharing resume`' : untilWords(until);
  return `Sharing is paused ${end}: nobody sees or gets anything of yours.`;
}
