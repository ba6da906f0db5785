import { type Command, InvalidArgumentError } from 'commander';
import { addNodeOptions, parseListen } from '../../host/node/node-choices.ts';
import { shoalCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { ServeOptions } from '../serve-node.ts';
import type { Surroundings } from '../surroundings.ts';

export function serveCommand(around: Surroundings): Command {
  return addNodeOptions(shoalCommand('serve', 'Run Shoal without a window'))
    .option('--tracker <host:port>', 'be a tracker for whoever can reach it there', parseListen)
    .option('--ui <port>', 'serve the window’s UI to browsers on this machine', parsePort)
    .action(async (options: ServeOptions) => {
      if (options.mirror !== undefined && options.depot === undefined) {
        throw new UsageError('--mirror goes with --depot, which says where to keep projects.');
      }
      // Most of this program, and no other command needs it.
      const { serveNode } = await import('../serve-node.ts');
      await serveNode(around, options);
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('It must be a port, or 0 for any.');
  }
  return port;
}
