import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { FetchFailure } from '../../../shared/api/fetch-remarks.ts';
import type { AppState } from '../../../shared/api/state.ts';
import { isAlias } from '../../../shared/domain/git/tracking-refs.ts';
import { resolvePeer } from '../../../shared/domain/resolve/resolve-peer.ts';
import { asShoalError, type ShoalError } from '../../../shared/errors.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import { AliasTakenError, PartlyDoneError, UsageError } from '../../errors.ts';
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
        const { peers, unknown } = resolveAll(names, node.state);
        const { id } = await node.call('repositories.add', { path });
        const fetched = await runTransfer(around, options, node, (transfer) =>
          node.call('fetch', { transfer, repository: id, peers, as: options.as }),
        ).catch(nameTheOption);
        const failed = [...(fetched.failed ?? []), ...unknown];
        const result = failed.length === 0 ? fetched : { ...fetched, failed };
        print(around, options, resultOf(result), () => resultWords(result, node.state));
        if (failed.length > 0) {
          throw new PartlyDoneError(failed.map(({ name, sentence }) => `${name}: ${sentence}`));
        }
      }),
    );
}

/** The teammates who are meant. @throws ShoalError if none of the names is anybody’s */
function resolveAll(names: readonly string[], { peers: known }: AppState) {
  const peers: PeerId[] = [];
  const unknown: FetchFailure[] = [];
  const errors: ShoalError[] = [];
  for (const name of names) {
    try {
      peers.push(resolvePeer(name, Object.values(known)).id);
    } catch (cause) {
      const error = asShoalError(cause);
      errors.push(error);
      unknown.push({ peer: null, name, code: error.code, sentence: error.message });
    }
  }
  const [first] = errors;
  if (peers.length === 0 && first !== undefined) throw first;
  return { peers, unknown };
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
