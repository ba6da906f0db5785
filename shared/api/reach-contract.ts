import { z } from 'zod';
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

/** How this peer is found and reached beyond the local network. */
export interface Reach {
  readonly trackers: readonly TrackerState[];
  readonly relays: readonly RelayState[];
  /** What this peer does for others as a relay; null while it is none. */
  readonly relaying: { readonly peers: number; readonly pairs: number } | null;
}

interface TrackerState {
  readonly url: string;
  /** Whether it is set to stay, and not only for this run. */
  readonly isKept: boolean;
  /** When it was heard last, in milliseconds since the epoch; null if it was not. */
  readonly heardAt: number | null;
  /** What is wrong with it, as a sentence. */
  readonly problem: string | null;
}

interface RelayState {
  /** As `ID@HOST:PORT`. */
  readonly address: string;
  readonly isKept: boolean;
  /** Whether others can come over it now. */
  readonly isUp: boolean;
}

export const INITIAL_REACH: Reach = { trackers: [], relays: [], relaying: null };

/** What the command line adds for one run. */
export const reachChoicesSchema = z.object({
  trackers: trackersSchema.default([]),
  relays: relaysSchema.default([]),
  /** Whether this peer is a relay for others. */
  isRelay: z.boolean().default(false),
});

export const reachCommands = {
  /** What is left out stays as it is. */
  'reach.set': command()(
    z.object({ trackers: trackersSchema.optional(), relays: relaysSchema.optional() }),
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
