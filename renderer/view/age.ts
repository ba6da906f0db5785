import { t } from '../texts/texts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The latest that a `Date` can be, and, as a negative number, the earliest. */
const LAST_DATE = 8.64e15;

/** How long ago `at` was, both in milliseconds since the epoch; a clock that is ahead reads as now. */
export function age(at: number, now: number): string {
  const elapsed = now - at;
  if (elapsed < MINUTE) return t.common.age.justNow;
  if (elapsed < HOUR) return t.common.age.minutes(Math.floor(elapsed / MINUTE));
  if (elapsed < DAY) return t.common.age.hours(Math.floor(elapsed / HOUR));
  const days = Math.floor(elapsed / DAY);
  if (days === 1) return t.common.age.yesterday;
  if (days < 14) return t.common.age.days(days);
  if (days < 60) return t.common.age.weeks(Math.floor(days / 7));
  if (days < 365) return t.common.age.months(Math.floor(days / 30));
  // A commit may bear any date, also one that no calendar has.
  if (at < -LAST_DATE) return t.common.age.ages;
  return new Date(at).toLocaleDateString(t.counts.locale, { month: 'short', year: 'numeric' });
}
