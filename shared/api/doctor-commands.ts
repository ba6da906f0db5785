import { z } from 'zod';
import { peerIdSchema } from '../ids.ts';
import { command } from './contract.ts';
import type { DoctorFacts, EngineFacts } from './doctor-facts.ts';

/** As long as a name that a peer may have, and longer than an id. */
const LONGEST_NAME = 255;

/** UI and command line → host. */
export const doctorCommands = {
  /**
   * Looks at all that decides whether teammates find each other; takes some seconds.
   * `about`: a peer by its name, id or the start of one; null for everyone.
   */
  'doctor.examine': command<DoctorFacts>()(
    z.object({ about: z.string().min(1).max(LONGEST_NAME).nullable() }),
  ),
} as const;

/** Host → engine. */
export const engineDoctorCommands = {
  /** Teammates as they are seen from here, and this computer as they see it: one of them, or those who are here. */
  'doctor.look': command<EngineFacts>()(z.object({ peer: peerIdSchema.nullable() })),
} as const;
