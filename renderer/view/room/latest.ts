import type { RoomCommit } from '../../../shared/api/room-state.ts';
import { timeOf } from '../../../shared/domain/words/time-of.ts';
import { t } from '../../texts/texts.ts';
import type { OpenProject, Person } from './room-projects.ts';
import { authorOf, EVENING } from './who-works.ts';

/** A commit, with the project that it came to, and who here made it. */
export interface LatestCommit {
  readonly commit: RoomCommit;
  readonly project: OpenProject;
  readonly person: Person | null;
}

/** The newest commits of all projects. */
export function latestCommits(projects: readonly OpenProject[], most: number): LatestCommit[] {
  return projects
    .flatMap((project) =>
      project.commits.slice(0, most).map((commit) => ({
        ...{ commit, project },
        person: authorOf(commit, project.people),
      })),
    )
    .sort((a, b) => b.commit.time - a.commit.time || (a.commit.oid < b.commit.oid ? -1 : 1))
    .slice(0, most);
}

/** `12 people in 5 projects, 34 commits today`. @param now in milliseconds since the epoch */
export function roomWords(projects: readonly OpenProject[], now: number): string {
  const people = new Set(projects.flatMap((project) => project.people.map(({ id }) => id)));
  const since = now / 1_000 - EVENING;
  const fresh = new Set(
    projects.flatMap(({ commits }) =>
      commits.filter(({ time }) => time >= since).map(({ oid }) => oid),
    ),
  );
  return t.room.words(people.size, projects.length, fresh.size);
}

/** `until midnight`, `until 18:30`, `until it is turned off`. Both in milliseconds since the epoch. */
export function untilWords(until: number | null, now: number): string {
  if (until === null) return t.common.until.turnedOff;
  if (until === new Date(now).setHours(24, 0, 0, 0)) return t.common.until.midnight;
  return t.common.until.time(timeOf(until, now));
}
