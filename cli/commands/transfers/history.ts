import type { Command } from 'commander';
import type { History } from '../../../shared/api/history-state.ts';
import { allEntries, type Sum, sumOf, sumsBy } from '../../../shared/domain/history/sums.ts';
import { formatBytes } from '../../../shared/domain/words/quantity.ts';
import { type CommonOptions, print, shoalCommand, withNode } from '../../command.ts';
import type { Surroundings } from '../../surroundings.ts';

/** Days that are listed. */
const SHOWN = 14;

export function historyCommand(around: Surroundings): Command {
  return shoalCommand(
    'history',
    'Show what was received, given and saved, by day, person and project',
  ).action((options: CommonOptions) =>
    withNode(options, async (node) => {
      const history = await node.call('history.get', {});
      const all = sumOf(allEntries(history));
      print(around, options, { all, ...history }, () => historyWords(history));
    }),
  );
}

function historyWords(history: History): string[] {
  const entries = allEntries(history);
  if (entries.length === 0) return ['Nothing has moved yet.'];
  const { people, projects } = history as {
    people: Record<string, string>;
    projects: Record<string, string>;
  };
  const nameIn = (names: Record<string, string>) => (key: string) => names[key] ?? key;
  return [
    line({ key: 'In all', ...sumOf(entries) }),
    '',
    ...history.days
      .slice(0, SHOWN)
      .map(({ start, entries: day }) => line({ key: start, ...sumOf(day) })),
    ...section(
      'By person',
      sumsBy(entries, ({ peer }) => peer),
      nameIn(people),
    ),
    ...section(
      'By project',
      sumsBy(entries, ({ swarm }) => swarm),
      nameIn(projects),
    ),
  ];
}

function section(
  title: string,
  sums: readonly Sum<string>[],
  nameOf: (key: string) => string,
): string[] {
  return ['', `${title}:`, ...sums.map((sum) => `  ${line({ ...sum, key: nameOf(sum.key) })}`)];
}

function line({ key, received, given, saved }: Sum<string>): string {
  const parts = [`${formatBytes(received)} received`, `${formatBytes(given)} given`];
  return `${key}  ${[...parts, `${formatBytes(saved)} saved`].join(', ')}`;
}
