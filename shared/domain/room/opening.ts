import { z } from 'zod';
import type { Visibility } from '../visibility.ts';

/**
 * How much a clock that is put right may go back, in milliseconds. One that goes back further, to before the opening,
 * says nothing of when it ends.
 */
const CORRECTION = 5 * 60_000;

/** For how long a repository is open to everyone, whatever its owner chose for it otherwise. */
export const openingSchema = z.object({
  /** When it was opened, in milliseconds since the epoch. */
  since: z.number(),
  /** When that ends by itself, in milliseconds since the epoch; null if it does not. */
  until: z.number().nullable(),
});
export type Opening = z.infer<typeof openingSchema>;

/** Whether it is open at this moment, as the clock shows it. When in doubt it is not. */
export function isInForce({ since, until }: Opening, now: number): boolean {
  return until === null || (now < until && now >= since - CORRECTION);
}

/** Who may see a repository at this moment: everyone while it is open, otherwise whom its owner chose. */
export function visibilityAt(
  chosen: Visibility,
  opening: Opening | undefined,
  now: number,
): Visibility {
  return opening !== undefined && isInForce(opening, now) ? { to: 'everyone' } : chosen;
}
