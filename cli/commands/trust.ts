import type { Command } from 'commander';
import { resolvePeer } from '../../shared/domain/resolve/resolve-peer.ts';
import { shortId } from '../../shared/short-id.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import { confirm } from '../confirm.ts';
import { DeclinedError, UsageError } from '../errors.ts';
import type { Surroundings } from '../surroundings.ts';

interface Options extends CommonOptions {
  readonly yes?: boolean;
  readonly vouch?: boolean;
}

export function trustCommand(around: Surroundings): Command {
  return shoalCommand('trust', 'Trust a teammate whose six words you compared')
    .argument('<peer>', 'the teammate, by name or id')
    .option('--yes', 'do not ask: the words were compared')
    .option('--vouch', 'tell everyone that you compared them, for those who trust you')
    .option('--no-vouch', 'do not tell any more')
    .action((typed: string, options: Options) =>
      withNode(options, async (node) => {
        const { id, name, words, trust } = resolvePeer(typed, Object.values(node.state.peers));
        if (trust === 'changed') {
          around.stderr.write(
            `Careful: you trusted someone whose name is, or looks like, ${name}, but this is another key.\n`,
          );
        }
        if (!options.yes) {
          if (!around.stdin.isTTY || options.json) {
            throw new UsageError(
              `Compare ${name}’s words first: ${words.join(' ')}. Then say so with --yes.`,
            );
          }
          around.stderr.write(
            `${name} (${shortId(id)}) shows these words:\n\n  ${words.join(' ')}\n\n`,
          );
          if (!(await confirm(around, `Are they the same on ${name}’s screen?`))) {
            throw new DeclinedError();
          }
        }
        await node.call('peers.trust', { peer: id });
        if (options.vouch === true) await node.call('peers.vouch', { peer: id });
        if (options.vouch === false) await node.call('peers.unvouch', { peer: id });
        print(around, options, { peer: { id, name, words, trusted: true } }, () => [
          `${name} (${shortId(id)}) is trusted now.`,
        ]);
      }),
    );
}
