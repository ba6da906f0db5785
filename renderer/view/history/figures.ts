import type { History, HistoryEntry, Moved } from '../../../shared/api/history-state.ts';
import {
  allEntries,
  NOTHING,
  type Sum,
  sumOf,
  sumsBy,
} from '../../../shared/domain/history/sums.ts';
import { t } from '../../texts/texts.ts';

/** What moved on one day. */
export interface DaySum extends Moved {
  /** Its first moment, in milliseconds since the epoch. */
  readonly start: number;
}

/** What moved in all, and by whom and for which project, those of whom most moved first. */
export interface Figures {
  readonly all: Moved;
  readonly people: readonly Sum<HistoryEntry['peer']>[];
  readonly projects: readonly Sum<HistoryEntry['swarm']>[];
}

export function figuresOf(history: History): Figures {
  const entries = allEntries(history);
  return {
    all: sumOf(entries),
    people: sumsBy(entries, ({ peer }) => peer),
    projects: sumsBy(entries, ({ swarm }) => swarm),
  };
}

/** The last days up to today, the oldest first, also those on which nothing moved. @param now in milliseconds since the epoch */
export function lastDays({ days }: History, count: number, now: number): DaySum[] {
  const sums = new Map(days.map(({ start, entries }) => [start, sumOf(entries)]));
  const today = new Date(now);
  return Array.from({ length: count }, (_, index) => {
    const start = new Date(
      today.getFullYear(),
      today.getMonth(),
      today.getDate() - (count - 1 - index),
    );
    return { start: start.getTime(), ...(sums.get(keyOf(start)) ?? NOTHING) };
  });
}

function keyOf(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** How somebody of whom something moved is called. */
export function personName(peer: HistoryEntry['peer'], { people }: History): string {
  if (peer === 'guests') return t.activity.guests;
  if (peer === 'others') return t.activity.others;
  return people[peer] ?? peer.slice(0, 8);
}

export function projectName(swarm: HistoryEntry['swarm'], { projects }: History): string {
  return swarm === 'others' ? t.activity.others : (projects[swarm] ?? swarm.slice(0, 8));
}
