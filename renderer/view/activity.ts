import type { ActivityChange, ActivityEntry, FastForward } from '../../shared/api/state.ts';
import { count } from '../../shared/domain/quantity.ts';
import { assertNever } from '../../shared/errors.ts';

const TRACKING = /^refs\/remotes\/[^/]+\//;

/** `main` of `refs/remotes/anna/main`. */
export function headName(ref: string): string {
  return ref.replace(TRACKING, '').replace(/^tags\//, '');
}

/** What happened to a head, behind its name. */
export function changeWords({ kind, commits }: ActivityChange): string {
  switch (kind) {
    case 'new':
      return 'is new';
    case 'moved':
      return commits === null ? 'has moved' : `has ${count(commits, 'new commit')}`;
    case 'rewritten':
      return 'was rewritten';
    case 'deleted':
      return 'is gone';
    default:
      return assertNever(kind);
  }
}

/** What became of a branch of mine, behind its name. */
export function fastForwardWords({ refusal }: FastForward): string {
  return refusal === null ? 'moved along' : `was left: ${refusal}`;
}

export interface Day {
  /** Its first moment, in milliseconds since the epoch. */
  readonly start: number;
  readonly entries: readonly ActivityEntry[];
}

/** The newest first, by days. */
export function byDay(entries: readonly ActivityEntry[]): Day[] {
  const days = new Map<number, ActivityEntry[]>();
  for (const entry of entries.toSorted((a, b) => b.at - a.at)) {
    const start = new Date(entry.at).setHours(0, 0, 0, 0);
    days.set(start, [...(days.get(start) ?? []), entry]);
  }
  return [...days].map(([start, each]) => ({ start, entries: each }));
}

export function dayName(start: number, now: number): string {
  const today = new Date(now).setHours(0, 0, 0, 0);
  if (start === today) return 'Today';
  // A day may have 23 or 25 hours.
  if (start === new Date(today - 1).setHours(0, 0, 0, 0)) return 'Yesterday';
  return new Date(start).toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
}
