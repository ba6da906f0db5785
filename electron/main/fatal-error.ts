import { app, dialog } from 'electron';
import type { ShoalError } from '../../shared/errors.ts';

/** For what keeps the app from starting at all: git is missing, or another Shoal has the folder. */
export function showFatalError(error: ShoalError): void {
  process.stderr.write(`shoal: ${error.message}\n`);
  if (error.cause instanceof Error) process.stderr.write(`${error.cause.stack}\n`);
  dialog.showErrorBox('Shoal cannot start', error.message);
  app.exit(1);
}
