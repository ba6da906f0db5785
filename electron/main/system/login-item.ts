import { mkdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import writeFileAtomic from 'write-file-atomic';
import { autostartEntry, isAutostartOn } from './autostart-entry.ts';

/** The app starts without a window in sight. */
const HIDDEN = '--hidden';

/** Whether the system starts the app when the user logs in; the system itself keeps that. */
export class LoginItem {
  readonly #args: readonly string[];

  /** @param args beside `--hidden` */
  constructor(args: readonly string[]) {
    // Not packaged, the program is Electron, and is told where the app is.
    const self = app.isPackaged ? [] : [app.getAppPath()];
    this.#args = [...self, HIDDEN, ...args];
  }

  async read(): Promise<boolean> {
    if (process.platform !== 'linux') {
      return app.getLoginItemSettings({ args: [...this.#args] }).openAtLogin;
    }
    return readFile(autostartFile(), 'utf8').then(isAutostartOn, () => false);
  }

  async set(on: boolean): Promise<void> {
    if (process.platform !== 'linux') {
      app.setLoginItemSettings({ openAtLogin: on, args: [...this.#args] });
      return;
    }
    const file = autostartFile();
    if (!on) return rm(file, { force: true });
    await mkdir(join(file, '..'), { recursive: true });
    // An AppImage runs from a place of its own, which is gone when it ends.
    const program = process.env.APPIMAGE || process.execPath;
    await writeFileAtomic(file, autostartEntry([program, ...this.#args]));
  }
}

/** Whether the system has started this run at login; macOS has no arguments for that. */
export function wasOpenedAtLogin(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

function autostartFile(): string {
  const config = process.env.XDG_CONFIG_HOME || join(homedir(), '.config');
  return join(config, 'autostart', 'shoal.desktop');
}
