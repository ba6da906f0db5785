import type { Guests } from '../../shared/api/guests-state.ts';
import { midnightAfter } from '../../shared/domain/end-time.ts';
import { timeOf } from '../../shared/domain/words/time-of.ts';

const HOUR = 60 * 60_000;

/** How long guests are let in, as it is chosen: by itself it ends at a time, or not at all. */
export const GUEST_ENDS = [
  { id: 'never', name: 'until I turn it off' },
  { id: 'hour', name: 'for an hour' },
  { id: 'evening', name: 'for four hours' },
  { id: 'midnight', name: 'until midnight' },
] as const;
export type GuestEnd = (typeof GUEST_ENDS)[number]['id'];

/** Both in milliseconds since the epoch; null for no end. */
export function endOf(choice: GuestEnd, now: number): number | null {
  switch (choice) {
    case 'never':
      return null;
    case 'hour':
      return now + HOUR;
    case 'evening':
      return now + 4 * HOUR;
    case 'midnight':
      return midnightAfter(now);
  }
}

/** `Off`, `On`, `Until 18:30`. */
export function guestsLabel(guests: Guests, now: number): string {
  if (guests.state === 'off') return 'Off';
  return guests.until === null ? 'On' : `Until ${timeOf(guests.until, now)}`;
}

/** What the switch has come to, in a line. */
export function guestsEffect(guests: Guests, now: number): string {
  if (guests.state === 'off') return 'Off: only teammates with Shoal get anything.';
  if (guests.until === null) return 'On, until you turn it off or Shoal ends.';
  return `On until ${timeOf(guests.until, now)}, then off by itself.`;
}
