import type { NodeChoices } from '../../host/node/node-choices.ts';

/** How the app is started from a command line. */
export interface DesktopChoices extends NodeChoices {
  /** Out of sight, as far as it can be shown again. */
  readonly hidden?: boolean;
}
