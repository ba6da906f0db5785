import type { DepotPerson, DepotProjectState } from '../../../shared/api/depot-state.ts';
import type { AppState } from '../../../shared/api/state.ts';
import { count, formatBytes } from '../../../shared/domain/words/quantity.ts';
import { shortId } from '../../../shared/short-id.ts';

/** What a depot keeps, and as of when; nothing where this Shoal keeps nothing for others. */
export function depotWords({ depot, peers }: Pick<AppState, 'depot' | 'peers'>): string[] {
  if (depot.state === 'off') return [];
  const room = depot.quota === null ? '' : ` of ${formatBytes(depot.quota)}`;
  return [
    `${depot.directory}  ${count(depot.projects.length, 'project')}, ${formatBytes(depot.used)}${room}`,
    ...depot.projects.flatMap((project) => projectWords(project, peers)),
  ];
}

function projectWords(project: DepotProjectState, peers: AppState['peers']): string[] {
  const { id, name, used, quota, people, problem } = project;
  const room = quota === null ? '' : ` of ${formatBytes(quota)}`;
  const shown = project.isOpen ? 'shown to everyone' : `shown to ${names(project, peers)}`;
  return [
    `${name}  ${shortId(id)}  ${formatBytes(used)}${room}, ${shown}`,
    ...people.map((person) => `  ${personWords(person)}`),
    ...(people.length === 0 ? ['  nothing has come yet'] : []),
    ...(problem === null ? [] : [`  ${problem}`]),
  ];
}

/** A closed project is its owner's, and that of those who were told of it. */
function names({ owner, told, people }: DepotProjectState, peers: AppState['peers']): string {
  const nameOf = (peer: (typeof told)[number]) =>
    people.find((each) => each.peer === peer)?.name ?? peers[peer]?.name ?? shortId(peer);
  return [...new Set([owner, ...told])].map(nameOf).join(', ');
}

/** `Anna’s heads as of 14:10, 3 of them` */
function personWords({ name, asOf, heads }: DepotPerson): string {
  const when = asOf === null ? 'as they are now' : `as of ${asOfWords(asOf)}`;
  return `${name}’s heads ${when}, ${heads} of them`;
}

function asOfWords(asOf: number): string {
  return new Date(asOf).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
