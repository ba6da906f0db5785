import type { Guests } from '../../shared/api/guests-state.ts';
import { midnightAfter } from '../../shared/domain/end-time.ts';
import { timeOf } from '../../shared/domain/words/time-of.ts';
import { t } from '../texts/texts.ts';

const HOUR = 60 * 60_000;

/** How long guests are let in, as it is chosen: by itself it ends at a time, or not at all. */
const GUEST_ENDS = ['never', 'hour', 'evening', 'midnight'] as const;
export type GuestEnd = (typeof GUEST_ENDS)[number];

/** Each of them by its name. */
export function guestEnds(): readonly { readonly id: GuestEnd; readonly name: string }[] {
  return GUEST_ENDS.map((id) => ({ id, name: t.dialogs.guests.ends[id] }));
}

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
  if (guests.state === 'off') return t.common.off;
  if (guests.until === null) return t.common.on;
  return t.shell.thisComputer.until(timeOf(guests.until, now));
}

/** What the switch has come to, in a line. */
export function guestsEffect(guests: Guests, now: number): string {
  if (guests.state === 'off') return t.dialogs.guests.isOff;
  if (guests.until === null) return t.dialogs.guests.isOn;
  return t.dialogs.guests.isOnUntil(timeOf(guests.until, now));
}
