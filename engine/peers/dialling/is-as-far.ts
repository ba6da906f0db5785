import type { Presence } from '../../../shared/api/state.ts';

/** Whether nobody would see a difference to what is known. */
export function isAsFar(presence: Presence, roundTripMs: number): boolean {
  if (presence.state !== 'connected' || presence.roundTripMs === null) return false;
  const difference = Math.abs(presence.roundTripMs - roundTripMs);
  return difference < Math.max(1, presence.roundTripMs / 4);
}
