import { app } from 'electron';
import { asShoalError } from '../../shared/errors.ts';
import { parseArguments } from './arguments.ts';
import { DesktopApp } from './desktop-app.ts';
import { showFatalError } from './fatal-error.ts';
import { claimInstance } from './single-instance.ts';
import { registerUiScheme } from './ui-protocol.ts';

// Before the app is ready: what must be set then, or cannot be set later.
registerUiScheme();
app.enableSandbox();

const choices = parseArguments(process.argv);
const desktop = new DesktopApp(choices, import.meta.dirname);
if (claimInstance(desktop.dataFolder, () => desktop.show())) {
  app
    .whenReady()
    .then(() => desktop.start())
    .catch((error: unknown) => showFatalError(asShoalError(error)));
} else {
  app.quit();
}
