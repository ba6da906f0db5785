import { z } from 'zod';
import { isBootstrapAddress, MOST_BOOTSTRAP } from '../domain/reach/bootstrap-address.ts';
import { parseInvite } from '../domain/reach/invite.ts';
import { parseRelayAddress } from '../domain/reach/relay-address.ts';
import { isTrackerUrl } from '../domain/reach/tracker-url.ts';
import { LIMITS } from '../gtp/limits.ts';
import type { TrackerDocument } from '../gtp/tracker.ts';
import { type PeerId, swarmIdSchema } from '../ids.ts';
import { command } from './contract.ts';

export const trackersSchema = z
  .array(z.string().max(500).refine(isTrackerUrl, 'not an address of a tracker'))
  .max(LIMITS.trackersPerPeer);
/** As `ID@HOST:PORT`. */
export const relaysSchema = z
  .array(
    z
      .string()
      .max(400)
      .refine((text) => parseRelayAddress(text) !== null, 'no relay'),
  )
  .max(LIMITS.relaysPerAnnouncement);

/** As `HOST:PORT`. */
export const bootstrapSchema = z
  .array(z.string().max(300).refine(isBootstrapAddress, 'no bootstrap node'))
  .max(MOST_BOOTSTRAP);

/** What the command line adds for one run. */
export const reachChoicesSchema = z.object({
  trackers: trackersSchema.default([]),
  relays: relaysSchema.default([]),
  /** Where any are given, there is hole punching in this run. */
  bootstrap: bootstrapSchema.default([]),
  /** Whether this peer is a relay for others. */
  isRelay: z.boolean().default(false),
});

export const reachCommands = {
  /** What is left out stays as it is. */
  'reach.set': command()(
    z.object({
      trackers: trackersSchema.optional(),
      relays: relaysSchema.optional(),
      punching: z.boolean().optional(),
      bootstrap: bootstrapSchema.optional(),
    }),
  ),
  /** What a file on a web server holds for others to find this peer. @param valid in seconds */
  'reach.export': command<TrackerDocument>()(
    z.object({ valid: z.int().min(60).max(LIMITS.longestValid) }),
  ),
  /** A link by which somebody reaches this peer from anywhere. @param until in seconds since the epoch */
  'reach.invite': command<{ link: string }>()(
    z.object({ swarm: swarmIdSchema.nullable(), until: z.int().positive() }),
  ),
  /** Reaches whoever gave this link, and remembers the trackers and relays that it names. */
  'reach.join': command<{ peer: PeerId }>()(
    z.object({
      link: z
        .string()
        .max(2_000)
        .refine((link) => parseInvite(link) !== null, 'no invite'),
    }),
  ),
} as const;
