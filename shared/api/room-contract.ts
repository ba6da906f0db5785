import { z } from 'zod';
import { repositoryIdSchema } from '../ids.ts';
import { command, nothing } from './contract.ts';
import type { RoomCommits } from './room-state.ts';

/** As many as a manifest holds. */
const MOST_REPOSITORIES = 2_000;

export const roomCommands = {
  /** Opens repositories to everyone for a while, in place of those that were open so before. */
  'room.on': command()(
    z.object({
      /** When that ends by itself, in milliseconds since the epoch; null if it does not. */
      until: z.int().nullable(),
      /** Left out: all that are shared with anybody. */
      repositories: z.array(repositoryIdSchema).min(1).max(MOST_REPOSITORIES).optional(),
      /** Whether guests are let in for as long. */
      guests: z.boolean(),
    }),
  ),
  /** Each goes back to whom its owner chose for it. */
  'room.off': command()(nothing),
  /** What came lately to the projects that are open in a room; those who have them are asked, within bounds. */
  'room.commits': command<RoomCommits>()(nothing),
} as const;
