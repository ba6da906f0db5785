import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { Guests } from '../../shared/api/guests-state.ts';
import type { AppState } from '../../shared/api/state.ts';
import { HIGHEST_PORT } from '../../shared/domain/endpoint-bounds.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { NodeClient } from '../node-client.ts';
import type { Surroundings } from '../surroundings.ts';
import { parseUntil, UNTIL, untilWords } from '../until-option.ts';

const ACTIONS = ['on', 'off', 'status'] as const;

interface Options extends CommonOptions {
  readonly until?: number;
  readonly port?: number;
}

/** How long the state may take to follow a command, in milliseconds. */
const SOON = 10_000;

export function guestsCommand(around: Surroundings): Command {
  return shoalCommand('guests', 'Let everyone clone, with plain git, what is shared with everyone')
    .addArgument(new Argument('[action]', 'what to do').choices(ACTIONS).default('status'))
    .option('--until <time>', UNTIL, parseUntil)
    .option('--port <port>', 'where guests connect to; that of last time if left out', parsePort)
    .action((action: (typeof ACTIONS)[number], options: Options) => {
      if (action !== 'on' && (options.until !== undefined || options.port !== undefined)) {
        throw new UsageError('--until and --port go with `shoal guests on`.');
      }
      return withNode(options, async (node) => {
        await carryOut(node, action, options);
        const { guests } = node.state;
        print(around, options, { guests }, () => guestsWords(node.state));
      });
    });
}

async function carryOut(
  node: NodeClient,
  action: (typeof ACTIONS)[number],
  { until, port }: Options,
): Promise<void> {
  if (action === 'on') {
    const end = until ?? null;
    await node.call('guests.on', { until: end, port });
    await node.waitUntil(({ guests }) => guests.state === 'on' && guests.until === end, SOON);
  } else if (action === 'off') {
    await node.call('guests.off', {});
    await node.waitUntil(({ guests }) => guests.state === 'off', SOON);
  }
}

function guestsWords({ guests, repositories }: AppState): string[] {
  if (guests.state === 'off') return ['Guests are not let in.'];
  const lines = guests.repositories.map(({ id, urls }) => {
    const name = repositories[id]?.name ?? id;
    return `  ${name}  git clone ${urls[0] ?? ''}`;
  });
  return [
    `Everyone who reaches this computer can clone what is shared with everyone${endWords(guests)}.`,
    `In a browser: ${guests.bases[0] ?? ''}/`,
    ...(lines.length === 0 ? ['Nothing is shared with everyone yet.'] : lines),
    `Cloned so far: ${guests.clones}`,
  ];
}

function endWords({ until }: Extract<Guests, { state: 'on' }>): string {
  return until === null ? '' : `, ${untilWords(until)}`;
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > HIGHEST_PORT) throw new InvalidArgumentError('It must be 1 to 65535.');
  return port;
}
