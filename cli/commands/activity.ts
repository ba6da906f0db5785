import type { Command } from 'commander';
import type { ActivityChange, ActivityEntry, AppState } from '../../shared/api/state.ts';
import { changeWords, fastForwardWords } from '../../shared/domain/words/change-words.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';

/** As many letters of an id as are shown, and asked for. */
const SHOWN = 8;

export function activityCommand(around: Surroundings): Command {
  return shoalCommand('activity', 'List what came from whom, the newest first').action(
    (options: CommonOptions) =>
      withNode(options, async ({ state }) => {
        const activity = newestFirst(state);
        print(around, options, { activity }, () =>
          activity.length === 0 ? ['Nothing has come yet.'] : activity.flatMap(entryWords),
        );
      }),
  );
}

export function newestFirst({ activity }: AppState): ActivityEntry[] {
  return Object.values(activity).sort((a, b) => b.at - a.at);
}

function entryWords(entry: ActivityEntry): string[] {
  const { id, at, peerName, repositoryName, changes, more, fastForward } = entry;
  const time = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return [
    `${id.slice(0, SHOWN)}  ${time}  ${peerName} in ${repositoryName}`,
    ...changes.map(changeLine),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...fastForward.map((mine) => `  ${mine.branch} ${fastForwardWords(mine)}`),
  ];
}

function changeLine(change: ActivityChange): string {
  const name = change.ref.replace(/^refs\/remotes\//, '');
  return `  ${name} ${changeWords(change)}${change.isUndone ? ', undone' : ''}`;
}
