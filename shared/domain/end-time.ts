const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)$/;
const DURATION = /^(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/;
const DATE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?$/;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * When something ends, as typed: the next time that clocks show `18:30`; after `2h`, `90m` or `1h30m`; or at a
 * date and time (ISO 8601), of this computer's zone unless it names one.
 * @param now in milliseconds since the epoch, as the result is
 * @returns null if it is none of these
 */
export function parseEndTime(text: string, now: number): number | null {
  const clock = CLOCK.exec(text);
  if (clock !== null) {
    const end = new Date(now);
    end.setHours(Number(clock[1]), Number(clock[2]), 0, 0);
    // A day may have 23 hours.
    if (end.getTime() <= now) end.setDate(end.getDate() + 1);
    return end.getTime();
  }
  const duration = DURATION.exec(text);
  if (duration !== null && text !== '') {
    const [hours, minutes] = [Number(duration[1] ?? 0), Number(duration[2] ?? 0)];
    return now + hours * HOUR + minutes * MINUTE;
  }
  const date = DATE.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(date) ? null : date;
}

/** The next midnight of this computer's zone; both in milliseconds since the epoch. */
export function midnightAfter(now: number): number {
  return new Date(now).setHours(24, 0, 0, 0);
}
