import { type Command, InvalidArgumentError } from 'commander';
import { addNodeOptions, parseListen } from '../../host/node/node-choices.ts';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import { parseAddress } from '../../shared/domain/address.ts';
import { shoalCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { ServeOptions } from '../serve-node.ts';
import type { Surroundings } from '../surroundings.ts';

export function serveCommand(around: Surroundings): Command {
  return addNodeOptions(shoalCommand('serve', 'Run Shoal without a window'))
    .option('--tracker <host:port>', 'be a tracker for whoever can reach it there', parseListen)
    .option(
      '--bootstrap <host:port>',
      'be where hole punching begins, under this IPv4 address and four UDP ports from there on',
      parseBootstrap,
    )
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

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** Three more ports follow. */
const HIGHEST_FIRST = 65_532;

function parseBootstrap(text: string): Endpoint {
  const place = parseAddress(text);
  if (place === null || !IPV4.test(place.host) || place.host === '0.0.0.0') {
    throw new InvalidArgumentError('It must be HOST:PORT, with the IPv4 address of this computer.');
  }
  if (place.port > HIGHEST_FIRST) {
    throw new InvalidArgumentError(`The port must be 1 to ${HIGHEST_FIRST}.`);
  }
  return place;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('It must be a port, or 0 for any.');
  }
  return port;
}
