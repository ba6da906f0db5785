import { z } from 'zod';

/**
 * One line of `GET /gtp/2/events` (newline-delimited JSON). The stream stays open while the
 * connection does; a receiver ignores types it does not know.
 */
export const eventSchema = z.object({
  /** The sender's manifest for this audience is now number `seq`. */
  type: z.literal('manifest'),
  seq: z.int().positive(),
});
export type GtpEvent = z.infer<typeof eventSchema>;
