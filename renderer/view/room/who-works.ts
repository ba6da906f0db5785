import type { RoomCommit } from '../../../shared/api/room-state.ts';
import { compareNames } from '../people/compare-names.ts';
import type { OpenProject, Person } from './room-projects.ts';

const HOUR = 60 * 60;
/** Work of so many seconds counts as what somebody is at. */
export const EVENING = 24 * HOUR;

/** Somebody in a project, with how much of the last day's work is theirs. */
export interface Worker {
  readonly name: string;
  /** Null for an author who is nobody here by that name. */
  readonly person: Person | null;
  readonly commits: number;
}

/**
 * Who is at work on a project: those who wrote its commits of the last day, the busiest first, and then those who
 * have it. git knows authors by name alone, so somebody here is an author who is called the same.
 * @param now in milliseconds since the epoch
 */
export function whoWorks({ commits, people }: OpenProject, now: number): Worker[] {
  const byName = new Map<string, { name: string; commits: number }>();
  for (const { author, time } of commits) {
    if (!isRecent(time, now, EVENING)) continue;
    const entry = byName.get(keyOf(author)) ?? { name: author, commits: 0 };
    entry.commits += 1;
    byName.set(keyOf(author), entry);
  }
  const present = people.map((person): Worker => {
    const written = byName.get(keyOf(person.name));
    byName.delete(keyOf(person.name));
    return { name: person.name, person, commits: written?.commits ?? 0 };
  });
  const others = [...byName.values()].map((each): Worker => ({ ...each, person: null }));
  return [...present, ...others].sort(
    (a, b) => b.commits - a.commits || compareNames(a.name, b.name),
  );
}

/** Who here is the author of a commit: by the name, or because nobody else has it. */
export function authorOf({ author, peers }: RoomCommit, people: readonly Person[]): Person | null {
  const named = people.filter(({ name }) => keyOf(name) === keyOf(author));
  return named.find(({ id }) => peers.includes(id)) ?? named[0] ?? null;
}

/** Commits of each of the last hours, the oldest first. @param now in milliseconds since the epoch */
export function commitsPerHour(
  commits: readonly Pick<RoomCommit, 'time'>[],
  hours: number,
  now: number,
): number[] {
  const counts = new Array<number>(hours).fill(0);
  for (const { time } of commits) {
    if (!isRecent(time, now, hours * HOUR)) continue;
    const ago = Math.max(0, Math.floor((now / 1_000 - time) / HOUR));
    const slot = hours - 1 - Math.min(ago, hours - 1);
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return counts;
}

/** A clock may be ahead by an hour; what bears a later date says nothing of when it was made. */
function isRecent(time: number, now: number, seconds: number): boolean {
  const ago = now / 1_000 - time;
  return ago < seconds && ago > -HOUR;
}

function keyOf(name: string): string {
  return name.normalize('NFKC').trim().toLocaleLowerCase('en');
}
