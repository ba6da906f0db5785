import type { HistoryEntry, HistoryPeriod } from '../../shared/api/history-state.ts';
import { plus, sumOf, volume } from '../../shared/domain/history/sums.ts';

/** As many days in which something moved are kept apart, and then as many months. */
export const MOST_DAYS = 100;
export const MOST_MONTHS = 36;
/** Pairs of somebody and a project that are kept apart: in a day, in a month, and of all that was before. */
export const MOST_ENTRIES = { day: 60, month: 100, before: 200 } as const;

/** What moved, without the names. */
export interface Periods {
  readonly days: readonly HistoryPeriod[];
  readonly months: readonly HistoryPeriod[];
  readonly before: readonly HistoryEntry[];
}

/**
 * Adds what has moved on a day. What is beyond the bounds is added up: days to months, months to one sum, and those
 * of whom least moved to others; nothing gets lost of the sums. Bounds are counts, so that a clock that
 * once was wrong costs no days.
 * @param day such as `2026-11-29`
 */
export function withMoved(
  { days, months, before }: Periods,
  day: string,
  moved: readonly HistoryEntry[],
): Periods {
  const [keptDays, oldDays] = split(into(days, day, moved, MOST_ENTRIES.day), MOST_DAYS);
  const grown = oldDays.reduce(
    (all, { start, entries }) => into(all, start.slice(0, 7), entries, MOST_ENTRIES.month),
    months,
  );
  const [keptMonths, oldMonths] = split(grown, MOST_MONTHS);
  const older = oldMonths.flatMap(({ entries }) => entries);
  return {
    days: keptDays,
    months: keptMonths,
    before: older.length === 0 ? before : together([...before, ...older], MOST_ENTRIES.before),
  };
}

/** The periods with more in one of them, the newest first. */
function into(
  periods: readonly HistoryPeriod[],
  start: string,
  entries: readonly HistoryEntry[],
  most: number,
): HistoryPeriod[] {
  const known = periods.find((period) => period.start === start)?.entries ?? [];
  const others = periods.filter((period) => period.start !== start);
  const changed = { start, entries: together([...known, ...entries], most) };
  return [...others, changed].sort((a, b) => (a.start < b.start ? 1 : -1));
}

function split(periods: readonly HistoryPeriod[], most: number) {
  return [periods.slice(0, most), periods.slice(most)] as const;
}

/** Each pair once, those of whom most moved first; the rest is one entry. */
function together(entries: readonly HistoryEntry[], most: number): HistoryEntry[] {
  const pairs = new Map<string, HistoryEntry>();
  for (const entry of entries) {
    const key = `${entry.peer} ${entry.swarm}`;
    const known = pairs.get(key);
    pairs.set(key, known === undefined ? entry : { ...known, ...plus(known, entry) });
  }
  const sorted = [...pairs.values()].sort((a, b) => volume(b) - volume(a));
  if (sorted.length <= most) return sorted;
  const others: HistoryEntry = { ...OTHERS, ...sumOf(sorted.slice(most - 1)) };
  const kept = sorted.slice(0, most - 1);
  // There may be such an entry among those that are kept.
  return together([...kept, others], most);
}

const OTHERS = { peer: 'others', swarm: 'others' } as const;

/** A day of this computer's zone, such as `2026-11-29`. @param at in milliseconds since the epoch */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
