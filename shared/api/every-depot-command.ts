import { depotCommands } from './depot-contract.ts';
import { depotLookCommands } from './depot-look-contract.ts';
import { depotPushCommands } from './depot-push-contract.ts';

/** What is asked of a depot of one's own, and of others' depots. */
export const everyDepotCommand = {
  ...depotCommands,
  ...depotPushCommands,
  ...depotLookCommands,
} as const;
