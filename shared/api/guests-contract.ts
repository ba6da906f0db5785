import { z } from 'zod';
import { HIGHEST_PORT } from '../domain/endpoint-bounds.ts';
import { command, nothing } from './contract.ts';

export const guestCommands = {
  /** Lets everyone who reaches this computer clone what everyone may see, with plain git. */
  'guests.on': command()(
    z.object({
      /** When that ends by itself, in milliseconds since the epoch; null if it does not. */
      until: z.int().nullable(),
      /** Left out: that of last time, if it can be had. */
      port: z.int().min(1).max(HIGHEST_PORT).optional(),
    }),
  ),
  'guests.off': command()(nothing),
} as const;
