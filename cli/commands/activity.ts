import type { Command } from 'commander';
import type { ActivityChange, ActivityEntry } from '../../shared/api/activity-state.ts';
import type { AppState } from '../../shared/api/state.ts';
import { takenBack } from '../../shared/domain/undone.ts';
import { changeWords, fastForwardWords } from '../../shared/domain/words/change-words.ts';
import { type ChangeLine, foldChanges } from '../../shared/domain/words/fold-changes.ts';
import { minuteOf } from '../../shared/domain/words/minute-of.ts';
import { shellWord } from '../../shared/domain/words/shell-word.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';

/** As many letters of an id as are shown, and asked for. */
const SHOWN = 8;

interface Options extends CommonOptions {
  readonly all?: boolean;
}

export function activityCommand(around: Surroundings): Command {
  return shoalCommand('activity', 'List what came from whom, the newest first')
    .option('--all', 'list every branch and tag, also where many are alike')
    .action((options: Options) =>
      withNode(options, async ({ state }) => {
        const activity = newestFirst(state);
        print(around, options, { activity }, () =>
          activity.length === 0
            ? ['Nothing has come yet.']
            : allWords(activity, state, options.all === true),
        );
      }),
    );
}

export function newestFirst({ activity }: AppState): ActivityEntry[] {
  return Object.values(activity).sort((a, b) => b.at - a.at);
}

/** How to get back what was taken back. */
export function comesAgain({ peerName, repository }: ActivityEntry, state: AppState): string {
  const path = state.repositories[repository]?.path;
  const place = path === undefined ? '' : ` ${shellWord(path)}`;
  return `It comes again with: shoal fetch${place} ${shellWord(peerName)}`;
}

function allWords(activity: readonly ActivityEntry[], state: AppState, listAll: boolean): string[] {
  const fetchable = new Set(takenBack(activity).map(({ entry }) => entry.id));
  return activity.flatMap((entry) => [
    ...entryWords(entry, listAll),
    ...(fetchable.has(entry.id) ? [`  ${comesAgain(entry, state)}`] : []),
  ]);
}

function entryWords(entry: ActivityEntry, listAll: boolean): string[] {
  const { id, at, peerName, repositoryName, changes, more, fastForward } = entry;
  return [
    `${id.slice(0, SHOWN)}  ${minuteOf(at)}  ${peerName} in ${repositoryName}`,
    ...(listAll ? changes.map(changeLine) : foldChanges(changes).map(foldedLine)),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...fastForward.map((mine) => `  ${mine.branch} ${fastForwardWords(mine)}`),
  ];
}

function foldedLine(line: ChangeLine): string {
  if (line.kind === 'one') return changeLine(line.change);
  return `  ${line.words}${line.isUndone ? ', undone' : ''}`;
}

function changeLine(change: ActivityChange): string {
  const name = change.ref.replace(/^refs\/remotes\//, '');
  return `  ${name} ${changeWords(change)}${change.isUndone ? ', undone' : ''}`;
}
