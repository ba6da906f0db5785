import type { Command } from 'commander';
import type { DepotLog, LoggedEntry } from '../../../shared/api/depot-push-contract.ts';
import { shortRefName } from '../../../shared/domain/git/ref-name.ts';
import { minuteOf } from '../../../shared/domain/words/minute-of.ts';
import { count } from '../../../shared/domain/words/quantity.ts';
import { roleWords } from '../../../shared/domain/words/role-words.ts';
import type { PushedChange } from '../../../shared/gtp/push.ts';
import { print, withNode } from '../../command.ts';
import type { Surroundings } from '../../surroundings.ts';
import { type AtOptions, depotCommand, namedDepot } from './named-depot.ts';

/** Digits of a commit's id that are shown. */
const SHORT = 10;

interface Options extends AtOptions {
  readonly accept?: boolean;
}

export function logCommand(around: Surroundings): Command {
  return depotCommand('log', 'Fetch and check the signed pushes of a project')
    .option('--accept', 'take what the depot shows now as its story, whatever it was before')
    .action((project: string, options: Options) =>
      withNode(options, async (node) => {
        const named = await namedDepot(node, project, options);
        const accept = options.accept ?? false;
        const log = await node.call('depot.log', { ...named, accept });
        print(around, options, log, () => logWords(log));
      }),
    );
}

function logWords({ depot, entries, others }: DepotLog): string[] {
  return [
    ...entries.map(entryWords),
    entries.length === 0
      ? `Nothing was pushed to ${depot.name} yet.`
      : `${count(entries.length, 'entry', 'entries')}, all of them signed by those who may.`,
    ...others.map(({ name, entries: theirs, problem }) =>
      problem === null
        ? `${name} tells the same story, as far as entry ${theirs}.`
        : `Careful: ${problem}`,
    ),
  ];
}

function entryWords({ seq, time, name, act }: LoggedEntry): string {
  return `${String(seq).padStart(4)}  ${dayOf(time)}  ${name} ${actWords(act)}`;
}

function actWords(act: LoggedEntry['act']): string {
  if (act.kind === 'push') return `pushed ${act.changes.map(changeWords).join(', ')}`;
  if (act.kind === 'revoke') return `took back the role of ${act.name}`;
  const until = act.expires === null ? '' : ` until ${dayOf(act.expires)}`;
  return `made ${act.name} ${roleWords(act.role)}${until}`;
}

function changeWords({ ref, old, new: value, forced }: PushedChange): string {
  const [from, to] = [old?.slice(0, SHORT), value?.slice(0, SHORT)];
  const name = shortRefName(ref);
  if (to === undefined) return `${name} away`;
  if (from === undefined) return `${name} (new, ${to})`;
  return `${name} (${from}${forced === true ? '...' : '..'}${to})`;
}

/** @param time seconds since the epoch */
export function dayOf(time: number): string {
  return minuteOf(time * 1_000);
}
