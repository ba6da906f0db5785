const DAY = 24 * 60 * 60_000;
/** By how much clocks may differ, in milliseconds: around midnight, both days count. */
const TOLERATED = 2 * 60 * 60_000;

/** Days since 1970. @param time in milliseconds since the epoch */
export function dayOf(time: number): number {
  return Math.floor(time / DAY);
}

/** The day that it is, and the one that it may be for others. */
export function daysAround(time: number): readonly number[] {
  return [...new Set([dayOf(time - TOLERATED), dayOf(time), dayOf(time + TOLERATED)])];
}
