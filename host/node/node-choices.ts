import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import { parseAddress } from '../../shared/domain/address.ts';
import { LONGEST_PATTERN } from '../../shared/domain/depot/pattern-bounds.ts';
import { isBootstrapAddress } from '../../shared/domain/reach/bootstrap-address.ts';
import { formatRelayAddress, parseRelayAddress } from '../../shared/domain/reach/relay-address.ts';
import { isTrackerUrl } from '../../shared/domain/reach/tracker-url.ts';
import { dataFolder } from '../data-folder.ts';
import { anyAddress } from './any-address.ts';
import type { NodeOptions } from './node.ts';

/** How a node is started from a command line; the desktop app takes the same as `shoal serve`. */
export interface NodeChoices {
  readonly data?: string;
  readonly name?: string;
  readonly listen?: Listen;
  readonly interface?: readonly string[];
  /** False after `--no-mdns`. */
  readonly mdns: boolean;
  readonly peer?: readonly Endpoint[];
  readonly demo?: boolean;
  readonly useTracker?: readonly string[];
  readonly useRelay?: readonly string[];
  readonly useBootstrap?: readonly string[];
  readonly relay?: boolean;
  /** A folder for what is kept for others. */
  readonly depot?: string;
  readonly mirror?: readonly string[];
}

type Listen = Endpoint;
type Settings = Pick<
  NodeOptions,
  'dataFolder' | 'name' | 'listen' | 'interfaces' | 'peers' | 'reach' | 'depot'
>;

export function addNodeOptions(command: Command): Command {
  return command
    .option('--name <name>', 'what others see this peer as', parseName)
    .option('--listen <host:port>', 'where peers connect to; port 0 takes any', parseListen)
    .option('--interface <name>', 'look around on this network interface only (repeatable)', append)
    .option('--no-mdns', 'do not look around, and stay unseen')
    .option('--peer <host:port>', 'connect to a peer by address (repeatable)', appendAddress)
    .option(
      '--use-tracker <url>',
      'find teammates by this tracker, too (repeatable)',
      appendTracker,
    )
    .option(
      '--use-relay <id@host:port>',
      'be reached over this relay, too (repeatable)',
      appendRelay,
    )
    .option(
      '--use-bootstrap <host:port>',
      'be reached by hole punching, beginning with this node, too (repeatable)',
      appendBootstrap,
    )
    .option('--relay', 'pass on what others say to each other that cannot reach one another')
    .option('--depot <folder>', 'keep projects there for others, while their owners are away')
    .option(
      '--mirror <pattern>',
      'keep the projects of this name by themselves, or of a person: api-*, anna/, anna/api, * (repeatable; with --depot)',
      appendPattern,
    )
    .option('--demo', 'with three teammates on this machine, who leave with it');
}

/** The demo's traffic stays on this machine, unseen by others; its data, apart from the user's own. */
export function nodeSettings(choices: NodeChoices): Settings {
  const { data, name, listen, mdns, peer = [], demo = false } = choices;
  const folder = dataFolder(data);
  const interfaces = choices.interface ?? (demo ? null : 'as-set');
  return {
    dataFolder: demo && data === undefined ? `${folder}-demo` : folder,
    name,
    listen: listen ?? (demo ? { host: '127.0.0.1', port: 0 } : { host: anyAddress(), port: null }),
    interfaces: mdns ? interfaces : null,
    peers: peer,
    ...(choices.depot === undefined
      ? {}
      : { depot: { directory: resolve(choices.depot), mirrors: choices.mirror ?? [] } }),
    ...reachOf(choices),
  };
}

/** What is not given is as it is set. */
function reachOf(choices: NodeChoices): Pick<Settings, 'reach'> {
  const { useTracker, useRelay, useBootstrap, relay } = choices;
  const given = [useTracker, useRelay, useBootstrap, relay];
  if (given.every((each) => each === undefined)) return {};
  return {
    reach: {
      trackers: [...(useTracker ?? [])],
      relays: [...(useRelay ?? [])],
      bootstrap: [...(useBootstrap ?? [])],
      isRelay: relay ?? false,
    },
  };
}

function parseName(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 64) {
    throw new InvalidArgumentError('It must have 1 to 64 characters.');
  }
  return name;
}

/** Like an address to connect to, but port 0 is allowed. */
export function parseListen(text: string): Listen {
  const anyPort = text.match(/^(.+):0$/);
  const address = parseAddress(anyPort === null ? text : `${anyPort[1]}:1`);
  if (address === null) throw new InvalidArgumentError('It must be HOST:PORT.');
  return anyPort === null ? address : { host: address.host, port: 0 };
}

function appendPattern(value: string, before: readonly string[] = []): readonly string[] {
  if (value.trim() === '' || value.length > LONGEST_PATTERN) {
    throw new InvalidArgumentError(`It must have 1 to ${LONGEST_PATTERN} characters.`);
  }
  return [...before, value];
}

function append(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function appendAddress(text: string, before: readonly Endpoint[] = []): readonly Endpoint[] {
  const address = parseAddress(text);
  if (address === null) throw new InvalidArgumentError('It must be HOST:PORT.');
  return [...before, address];
}

function appendTracker(text: string, before: readonly string[] = []): readonly string[] {
  if (!isTrackerUrl(text)) {
    throw new InvalidArgumentError(
      'It must be an address such as https://example.org/tracker.json.',
    );
  }
  return [...before, text];
}

function appendRelay(text: string, before: readonly string[] = []): readonly string[] {
  const relay = parseRelayAddress(text);
  if (relay === null) throw new InvalidArgumentError('It must be ID@HOST:PORT.');
  return [...before, formatRelayAddress(relay)];
}

function appendBootstrap(text: string, before: readonly string[] = []): readonly string[] {
  if (!isBootstrapAddress(text)) throw new InvalidArgumentError('It must be HOST:PORT.');
  return [...before, text];
}
