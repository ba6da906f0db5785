import { app } from 'electron';
import type { NodeChoices } from '../../host/node/node-choices.ts';
import { asShoalError } from '../../shared/errors.ts';
import { DesktopApp } from './desktop-app.ts';
import { showFatalError } from './fatal-error.ts';

/** Starts the app. Built, this file is out/main/electron.js, called by out/preload/boot.cjs. */
export async function startDesktop(choices: NodeChoices): Promise<void> {
  const desktop = new DesktopApp(choices, import.meta.dirname);
  app.on('second-instance', () => desktop.show());
  await app.whenReady();
  try {
    await desktop.start();
  } catch (error) {
    showFatalError(asShoalError(error));
  }
}
