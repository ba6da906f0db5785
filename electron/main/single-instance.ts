import { join } from 'node:path';
import { app } from 'electron';

/**
 * Makes this the one window of its data folder; a second start shows the first one's window and
 * gets false. Chromium's own files go below the data folder, since its lock goes by them.
 */
export function claimInstance(dataFolder: string, onSecondStart: () => void): boolean {
  app.setPath('userData', join(dataFolder, 'window'));
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecondStart);
  return true;
}
