import { z } from 'zod';
import { oneLine } from '../domain/words/text.ts';
import { LIMITS } from './limits.ts';

/**
 * What came of knocking at an address, without asking for anything. `yes`: the peer that was meant has
 * shown its key; `refused`: nothing listens there, or a firewall says so; `silent`: nothing came back;
 * `unreachable`: there is no way to it; `other`: something else answers there; `untried`: nobody knows
 * where to knock, or it was done a moment ago.
 */
const reachedSchema = z.enum(['yes', 'refused', 'silent', 'unreachable', 'other', 'untried']);
export type Reached = z.infer<typeof reachedSchema>;

const line = z
  .string()
  .max(LIMITS.nameLength * 4)
  .transform((text) => oneLine(text, LIMITS.nameLength));

/** How a peer sees the one who asks. */
export const viewSchema = z.object({
  /** Its clock, in milliseconds since the epoch, when it answered. */
  time: z.int().min(0),
  /** The IP address that the asker's connection has there. */
  address: line,
  /** What came of knocking at that address, on the port that the asker had told before. */
  reached: reachedSchema,
  /** How long ago it heard the asker's announcement, in milliseconds; null if it did not. */
  heard: z.int().min(0).nullable(),
  /** What it runs, for people to read. */
  software: line,
});
export type View = z.infer<typeof viewSchema>;
