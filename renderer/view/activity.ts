import type { ActivityEntry } from '../../shared/api/activity-state.ts';
import { t } from '../texts/texts.ts';

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
  if (start === today) return t.common.day.today;
  // A day may have 23 or 25 hours.
  if (start === new Date(today - 1).setHours(0, 0, 0, 0)) return t.common.day.yesterday;
  return new Date(start).toLocaleDateString(t.counts.locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
}
