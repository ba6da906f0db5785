const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The latest that a `Date` can be, and, as a negative number, the earliest. */
const LAST_DATE = 8.64e15;

/** How long ago `at` was, both in milliseconds since the epoch; a clock that is ahead reads as now. */
export function age(at: number, now: number): string {
  const elapsed = now - at;
  if (elapsed < MINUTE) return 'just now';
  if (elapsed < HOUR) return `${Math.floor(elapsed / MINUTE)} min ago`;
  if (elapsed < DAY) return `${Math.floor(elapsed / HOUR)} h ago`;
  const days = Math.floor(elapsed / DAY);
  if (days === 1) return 'yesterday';
  if (days < 14) return `${days} days ago`;
  if (days < 60) return `${Math.floor(days / 7)} weeks ago`;
  if (days < 365) return `${Math.floor(days / 30)} months ago`;
  // A commit may bear any date, also one that no calendar has.
  if (at < -LAST_DATE) return 'ages ago';
  return new Date(at).toLocaleDateString('en-GB', { month: 'short', year: 'numeric' });
}
