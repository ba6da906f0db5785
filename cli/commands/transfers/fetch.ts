import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { isAlias } from '../../../shared/domain/git/tracking-refs.ts';
import { resolvePeer } from '../../../shared/domain/resolve/resolve-peer.ts';
import { asShoalError } from '../../../shared/errors.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import { AliasTakenError, UsageError } from '../../errors.ts';
import { resultOf, resultWords } from '../../progress/result.ts';
import { runTransfer } from '../../progress/run-transfer.ts';
import type { Surroundings } from '../../surroundings.ts';

interface Options extends CommonOptions {
  readonly as?: string;
}

export function fetchCommand(around: Surroundings): Command {
  return shoalCommand('fetch', 'Bring teammates’ heads into refs/remotes/<name>/')
    .usage('[options] [PATH] [PEER…]')
    .argument(
      '[path-and-peers...]',
      'a repository (this folder, unless the first argument is one), then teammates (all, if none)',
    )
    .option('--as <name>', 'with one teammate: the name to keep the heads under')
    .action((args: string[], options: Options) =>
      withNode(options, async (node) => {
        const [path, names] = await splitArguments(args, around.workingFolder);
        checkAlias(options.as, names.length);
        const peers = names.map((name) => resolvePeer(name, Object.values(node.state.peers)).id);
        const { id } = await node.call('repositories.add', { path });
        const result = await runTransfer(around, options, node, (transfer) =>
          node.call('fetch', { transfer, repository: id, peers, as: options.as }),
        ).catch(nameTheOption);
        print(around, options, resultOf(result), () => resultWords(result, node.state));
      }),
    );
}

/** The first argument is the repository if it is a folder or looks like a path, else a peer. */
async function splitArguments(
  args: readonly string[],
  workingFolder: string,
): Promise<[path: string, peers: readonly string[]]> {
  const [first, ...rest] = args;
  if (first === undefined) return [workingFolder, []];
  const path = resolve(workingFolder, first);
  const isPath = /[\\/]/.test(first) || first.startsWith('.') || (await isFolder(path));
  return isPath ? [path, rest] : [workingFolder, args];
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function nameTheOption(cause: unknown): never {
  const error = asShoalError(cause);
  throw error.code === 'alias-taken' ? new AliasTakenError(error) : error;
}

function checkAlias(alias: string | undefined, peers: number): void {
  if (alias === undefined) return;
  if (peers !== 1) throw new UsageError('--as needs exactly one teammate.');
  if (!isAlias(alias)) throw new UsageError(`git does not allow “${alias}” as a name for --as.`);
}
