import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, dialog } from 'electron';
import type { startDesktop } from '../main/index.ts';
import { UtilityProcessLauncher } from '../utility-process-launcher.ts';
import { parseArguments } from './arguments.ts';
import { collectLinks } from './early-links.ts';
import { claimInstance } from './single-instance.ts';
import { registerUiScheme } from './ui-scheme.ts';

/**
 * What must happen before Electron is ready, and as soon as it is. It does not wait for ES modules to load, which is
 * why this file is built as CommonJS, and does no more than this.
 */
const choices = parseArguments(process.argv);
registerUiScheme();
const onLink = collectLinks();

if (claimInstance(choices)) {
  const built = (file: string) => join(__dirname, '..', 'main', file);
  // The engine takes longest until it is of use: it loads while the app itself does.
  const engine = new UtilityProcessLauncher(built('engine.js'));
  app.once('ready', () => engine.prepare());
  import(pathToFileURL(built('electron.js')).href)
    .then((module: { startDesktop: typeof startDesktop }) =>
      module.startDesktop(choices, engine, onLink),
    )
    .catch((error: Error) => {
      dialog.showErrorBox('Shoal cannot start', String(error.stack));
      app.exit(1);
    });
} else {
  app.quit();
}
