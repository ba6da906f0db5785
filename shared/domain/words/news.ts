import type { ActivityChange, ActivityEntry } from '../../api/activity-state.ts';
import type { Oid, PeerId, RepositoryId } from '../../ids.ts';
import { t } from '../../texts/texts.ts';
import { headOfTrackingRef } from '../git/tracking-refs.ts';
import { changeWords, fastForwardWords, headName } from './change-words.ts';
import { countHeads, headCountWords, tagName } from './head-count.ts';
import { listed } from './listed.ts';

/** What came by itself, in the few words of a notification. */
export interface News {
  /** `Anna in harbour-map` */
  readonly title: string;
  /** `main has 3 new commits` */
  readonly body: string;
  /** Where it is about one head: that, as it came. */
  readonly head: NewsHead | null;
}

/** A teammate's head, as seen from a repository of mine. */
export interface NewsHead {
  readonly repository: RepositoryId;
  readonly peer: PeerId;
  readonly ref: string;
  readonly oid: Oid;
}

/** As many heads and people as are named; more than these are counted. */
const NAMED = 3;

/** One notification for all that came in a while. @param entries at least one, the oldest first */
export function newsOf(entries: readonly ActivityEntry[]): News {
  const people = distinct(entries.map(({ peerName }) => peerName));
  const projects = distinct(entries.map(({ repositoryName }) => repositoryName));
  const [project = ''] = projects;
  const where = projects.length === 1 ? project : t.counts.projects(projects.length);
  return {
    title: t.changes.news(some(people), where),
    body: bodyOf(entries, people.length === 1),
    head: headOf(entries),
  };
}

/** The one head that all of it is about. */
function headOf(entries: readonly ActivityEntry[]): NewsHead | null {
  const heads = entries.flatMap((entry) =>
    entry.changes.map((change) => headOfChange(entry, change)),
  );
  const last = heads.at(-1) ?? null;
  const isOne = heads.every(
    (head) =>
      head !== null &&
      last !== null &&
      head.repository === last.repository &&
      head.peer === last.peer &&
      head.ref === last.ref,
  );
  return isOne && entries.every(({ more }) => more === 0) ? last : null;
}

const TRACKING = /^refs\/remotes\/([^/]+)\/./;

/** The head that a fetch brought, at the commit that it brought; null where it took it away. */
export function headOfChange(
  { repository, peer }: Pick<ActivityEntry, 'repository' | 'peer'>,
  change: Pick<ActivityChange, 'ref' | 'new'>,
): NewsHead | null {
  const alias = TRACKING.exec(change.ref)?.[1];
  if (alias === undefined || change.new === null) return null;
  return { repository, peer, ref: headOfTrackingRef(alias, change.ref), oid: change.new };
}

function bodyOf(entries: readonly ActivityEntry[], isOnePerson: boolean): string {
  const changes = mergedChanges(entries);
  const nameOf = ({ ref }: ActivityChange) =>
    isOnePerson ? headName(ref) : ref.replace(/^refs\/remotes\//, '');
  const told = (change: ActivityChange) => `${nameOf(change)} ${changeWords(change)}`;
  const branches = changes.filter(({ ref }) => tagName(ref) === null);
  const heads = branches.length + entries.reduce((sum, { more }) => sum + more, 0);
  const { tags } = countHeads(changes);
  const words =
    heads > NAMED
      ? [t.changes.haveChanged(headCountWords({ heads, tags }))]
      : heads + tags > NAMED
        ? [...branches.map(told), t.changes.haveChanged(t.counts.tags(tags))]
        : changes.map(told);
  const mine = entries
    .flatMap(({ fastForward }) => fastForward)
    .map((each) => t.changes.yourBranch(each.branch, fastForwardWords(each)));
  return [...words, ...mine.slice(-NAMED)].join(', ');
}

/** Each head once, however often it changed. */
function mergedChanges(entries: readonly ActivityEntry[]): ActivityChange[] {
  const merged = new Map<string, ActivityChange>();
  for (const { repository, changes } of entries) {
    for (const change of changes) {
      const key = `${repository} ${change.ref}`;
      const before = merged.get(key);
      merged.set(key, before === undefined ? change : both(before, change));
    }
  }
  return [...merged.values()];
}

function both(before: ActivityChange, after: ActivityChange): ActivityChange {
  if (after.kind !== 'moved') return after;
  // It is still new to who reads this, or still rewritten.
  if (before.kind !== 'moved') return { ...after, kind: before.kind };
  const commits =
    before.commits === null || after.commits === null ? null : before.commits + after.commits;
  return { ...after, commits };
}

function some(names: readonly string[]): string {
  const shown = names.length > NAMED ? names.slice(0, NAMED - 1) : names;
  const rest = names.length - shown.length;
  return listed(rest > 0 ? [...shown, t.counts.others(rest)] : shown);
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
