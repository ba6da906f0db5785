const HOUR = 60 * 60_000;
/** When people come to work: until then is “until tomorrow”. */
const MORNING = 8;

/** For how long sharing is paused, as it is chosen. */
export const SHARING_PAUSES = ['hour', 'tomorrow', 'resumed'] as const;
export type SharingPauseChoice = (typeof SHARING_PAUSES)[number];

/** Both in milliseconds since the epoch; null for no end. */
export function endOfPause(choice: SharingPauseChoice, now: number): number | null {
  switch (choice) {
    case 'hour':
      return now + HOUR;
    case 'tomorrow': {
      const end = new Date(now);
      // A day may have 23 hours.
      end.setDate(end.getDate() + 1);
      return end.setHours(MORNING, 0, 0, 0);
    }
    case 'resumed':
      return null;
  }
}
