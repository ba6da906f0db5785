import type { Command } from 'commander';
import type { ActivityChange, ActivityEntry, AppState } from '../../shared/api/state.ts';
import { count } from '../../shared/domain/quantity.ts';
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
    ...changes.map((change) => `  ${changeWords(change)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...fastForward.map(({ branch, refusal }) =>
      refusal === null ? `  ${branch} moved along` : `  ${branch} was left: ${refusal}`,
    ),
  ];
}

function changeWords({ ref, kind, commits, isUndone }: ActivityChange): string {
  const name = ref.replace(/^refs\/remotes\//, '');
  const undone = isUndone ? ', undone' : '';
  const words = {
    new: 'is new',
    moved: commits === null ? 'has moved' : `has ${count(commits, 'new commit')}`,
    rewritten: 'was rewritten',
    deleted: 'is gone',
  } as const;
  return `${name} ${words[kind]}${undone}`;
}
