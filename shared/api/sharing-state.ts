import { z } from 'zod';
import { command, nothing } from './contract.ts';

/** Whether others get anything of mine at the moment; what I get of theirs does not depend on it. */
export type Sharing =
  | { readonly state: 'on' }
  /** Until it ends by itself, in milliseconds since the epoch; null if it does not. */
  | { readonly state: 'paused'; readonly until: number | null };

export const sharingCommands = {
  /** Nobody sees or gets anything of mine until then; null until it is resumed. */
  'sharing.pause': command()(z.object({ until: z.int().nullable() })),
  'sharing.resume': command()(nothing),
} as const;
