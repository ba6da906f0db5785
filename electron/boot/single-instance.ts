import { join } from 'node:path';
import { app } from 'electron';
import { type NodeChoices, nodeSettings } from '../../host/node/node-choices.ts';

/**
 * Whether this is the first app with its data folder; if not, the first one is told to show itself.
 * Chromium's own files go below the data folder, since its lock goes by where they are.
 */
export function claimInstance(choices: NodeChoices): boolean {
  app.setPath('userData', join(nodeSettings(choices).dataFolder, 'window'));
  return app.requestSingleInstanceLock();
}
