import type { TransferId } from './ids.ts';

/** One that nobody has. */
export function newTransferId(): TransferId {
  // As `transferIdSchema` has it: the command line does without the library of schemas.
  return crypto.randomUUID() as string as TransferId;
}
