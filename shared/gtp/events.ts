import { z } from 'zod';
import { peerIdSchema, reelNameSchema } from '../ids.ts';
import { LIMITS } from './limits.ts';
import { blockSchema } from './reel.ts';
import { trackerNameSchema } from './tracker.ts';

/** The sender uses these trackers; `seq` grows whenever it has heard of peers that it did not know of. */
const trackersEventSchema = z.object({
  type: z.literal('trackers'),
  trackers: z.array(trackerNameSchema).max(LIMITS.trackersPerPeer),
  seq: z.int().min(0),
});
export type TrackersEvent = z.infer<typeof trackersEventSchema>;

/**
 * One line of `GET /gtp/2/events` (newline-delimited JSON). The stream stays open while the
 * connection does; a receiver ignores types it does not know.
 */
export const eventSchema = z.discriminatedUnion('type', [
  /** The sender's manifest for this audience is now number `seq`. */
  z.object({ type: z.literal('manifest'), seq: z.int().positive() }),
  /** The sender has received these blocks of a reel, too, and passes them on to whoever asks. */
  z.object({
    type: z.literal('blocks'),
    reel: reelNameSchema,
    blocks: z.array(blockSchema).min(1).max(LIMITS.blocksPerEvent),
    /** Whether several of them can be asked for at once (`runRequestSchema`). */
    runs: z.literal(true).optional(),
  }),
  trackersEventSchema,
  /** The sender keeps a manifest of another peer that everyone may see, and passes it on. */
  z.object({ type: z.literal('relayed'), peer: peerIdSchema, seq: z.int().positive() }),
]);
export type GtpEvent = z.infer<typeof eventSchema>;
