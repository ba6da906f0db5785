import { app } from 'electron';
import { linkAmong } from '../../shared/domain/links.ts';
import { asShoalError } from '../../shared/errors.ts';
import type { UtilityProcessLauncher } from '../utility-process-launcher.ts';
import { DesktopApp } from './desktop-app.ts';
import type { DesktopChoices } from './desktop-choices.ts';
import { showFatalError } from './fatal-error.ts';

/**
 * Starts the app. Built, this file is out/main/electron.js, called by out/preload/boot.cjs.
 * @param engine launches it, and may have begun to
 * @param onLink calls back with links that come otherwise than on a command line
 */
export async function startDesktop(
  choices: DesktopChoices,
  engine: UtilityProcessLauncher,
  onLink: (listener: (link: string) => void) => void,
): Promise<void> {
  const desktop = new DesktopApp(choices, engine, import.meta.dirname);
  const open = (argv: readonly string[]) => {
    const link = linkAmong(argv);
    if (link === null) desktop.show();
    else desktop.openLink(link);
  };
  app.on('second-instance', (_event, argv) => open(argv));
  onLink((link) => desktop.openLink(link));
  open(process.argv);
  await app.whenReady();
  try {
    await desktop.start();
  } catch (error) {
    if (!desktop.isEnding) showFatalError(asShoalError(error));
  }
}
