import { resolve } from 'node:path';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { Room } from '../../../shared/api/room-state.ts';
import type { AppState, LocalRepository } from '../../../shared/api/state.ts';
import { midnightAfter, parseEndTime } from '../../../shared/domain/end-time.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import { UsageError } from '../../errors.ts';
import type { NodeClient } from '../../node-client.ts';
import type { Surroundings } from '../../surroundings.ts';

const ACTIONS = ['on', 'off', 'status'] as const;
/** For `--until`: not before it is turned off. */
const OFF = 'off';

interface Options extends CommonOptions {
  readonly until?: number | typeof OFF;
  readonly guests?: boolean;
}

/** How long the state may take to follow a command, in milliseconds. */
const SOON = 10_000;

export function roomCommand(around: Surroundings): Command {
  return shoalCommand('room', 'Open repositories to everyone for a while, such as at a hackathon')
    .addArgument(new Argument('[action]', 'what to do').choices(ACTIONS).default('status'))
    .argument('[path...]', 'the repositories; all that are shared if left out')
    .option(
      '--until <time>',
      'when each goes back to whom you chose for it: 18:30, 2h, 2026-11-29T18:30, or off for not before `shoal room off`; midnight if left out',
      parseUntil,
    )
    .option('--guests', 'let everyone clone them with plain git, too')
    .action((action: (typeof ACTIONS)[number], paths: readonly string[], options: Options) => {
      const isOn = action === 'on';
      if (!isOn && (options.until !== undefined || options.guests === true || paths.length > 0)) {
        throw new UsageError('Paths, --until and --guests go with `shoal room on`.');
      }
      return withNode(options, async (node) => {
        if (isOn) await turnOn(node, around, paths, options);
        else if (action === 'off') await turnOff(node);
        const { room } = node.state;
        print(around, options, { room }, () => roomWords(node.state));
      });
    });
}

async function turnOn(
  node: NodeClient,
  around: Surroundings,
  paths: readonly string[],
  { until: wanted, guests = false }: Options,
): Promise<void> {
  const added: LocalRepository[] = [];
  for (const path of paths) {
    added.push(await node.call('repositories.add', { path: resolve(around.workingFolder, path) }));
  }
  const until = wanted === OFF ? null : (wanted ?? midnightAfter(Date.now()));
  const repositories = added.length === 0 ? undefined : added.map(({ id }) => id);
  await node.call('room.on', { until, repositories, guests });
  await node.waitUntil((state) => isShown(state, until), SOON);
}

/** Whether the state tells of the room, and of all that is open in it. */
function isShown({ room, repositories }: AppState, until: number | null): boolean {
  if (room.state === 'off' || room.until !== until) return false;
  return room.repositories.every((id) => id in repositories);
}

async function turnOff(node: NodeClient): Promise<void> {
  await node.call('room.off', {});
  await node.waitUntil(({ room }) => room.state === 'off', SOON);
}

function roomWords({ room, repositories, guests }: AppState): string[] {
  if (room.state === 'off')
    return ['The room is off: each repository is shared as you chose for it.'];
  return [
    `Open to everyone ${untilWords(room)}:`,
    ...room.repositories.map((id) => `  ${repositories[id]?.path ?? id}`),
    ...(guests.state === 'on' ? ['Guests are let in: `shoal guests` says how.'] : []),
  ];
}

function untilWords({ until }: Extract<Room, { state: 'on' }>): string {
  return until === null
    ? 'until `shoal room off`'
    : `until ${new Date(until).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}`;
}

function parseUntil(text: string): number | typeof OFF {
  if (text === OFF) return OFF;
  const time = parseEndTime(text, Date.now());
  if (time === null) {
    throw new InvalidArgumentError(
      'It must be a time such as 18:30, 2h or 2026-11-29T18:30, or off.',
    );
  }
  return time;
}
