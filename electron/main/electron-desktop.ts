import { homedir } from 'node:os';
import { basename } from 'node:path';
import { app, clipboard, dialog, Notification, powerMonitor, shell } from 'electron';
import { CLONE_DIRECTORY, type Desktop } from '../../host/node/desktop.ts';
import { findOpeners } from '../../host/openers/find-openers.ts';
import { openWith } from '../../host/openers/open-with.ts';
import type { HostAbilities } from '../../shared/api/host-contract.ts';
import { isPlainFolder } from '../../shared/domain/folder-name.ts';
import type { News } from '../../shared/domain/words/news.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import { t } from '../../shared/texts/all-texts.ts';
import type { LoginItem } from './system/login-item.ts';
import type { MainWindow } from './window/main-window.ts';

/** What the user's own desktop offers. */
export class ElectronDesktop implements Desktop {
  readonly #window: () => MainWindow | null;
  /** Until it is closed: one that is garbage collected can no longer be clicked. */
  #shown: Notification | null = null;

  readonly #openers = findOpeners({
    platform: process.platform,
    home: homedir(),
    path: process.env.PATH ?? '',
  });

  readonly abilities: HostAbilities = {
    pickFolder: true,
    openFolder: true,
    cloneDirectory: CLONE_DIRECTORY,
    platform: process.platform,
    openers: this.#openers.map(({ id, name, kind }) => ({ id, name, kind })),
  };

  readonly languages = app.getPreferredSystemLanguages();
  readonly unavailable: Desktop['unavailable'] = {};
  readonly #loginItem: LoginItem;

  constructor(window: () => MainWindow | null, loginItem: LoginItem) {
    this.#window = window;
    this.#loginItem = loginItem;
  }

  startsAtLogin(): Promise<boolean> {
    return this.#loginItem.read();
  }

  setStartAtLogin(on: boolean): Promise<void> {
    return this.#loginItem.set(on);
  }

  watchBattery(listener: (onBattery: boolean) => void): Disposable {
    const on = () => listener(true);
    const off = () => listener(false);
    powerMonitor.on('on-battery', on);
    powerMonitor.on('on-ac', off);
    listener(powerMonitor.isOnBatteryPower());
    return {
      [Symbol.dispose]: () => {
        powerMonitor.off('on-battery', on);
        powerMonitor.off('on-ac', off);
      },
    };
  }

  async pickFolder(purpose: 'add-repository' | 'clone-into'): Promise<string | null> {
    const options: Electron.OpenDialogOptions = {
      title: purpose === 'add-repository' ? t.desktop.addRepository : t.desktop.cloneInto,
      properties: ['openDirectory', 'createDirectory'],
    };
    const window = this.#window()?.browserWindow ?? null;
    const { filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    return filePaths[0] ?? null;
  }

  /** One that the system would start, or open as something else, is only pointed at: its files are a teammate's. */
  async openFolder(path: string): Promise<void> {
    if (!isPlainFolder(basename(path))) return shell.showItemInFolder(path);
    const problem = await shell.openPath(path);
    if (problem !== '') throw new InvalidRequestError(`${path} could not be opened: ${problem}`);
  }

  async openWith(path: string, id: string, terminal: string | null): Promise<void> {
    const opener = this.#openers.find((each) => each.id === id);
    if (opener === undefined) {
      throw new InvalidRequestError('That program was not here when Shoal was started.');
    }
    await openWith(opener, path, terminal);
  }

  async revealFile(path: string): Promise<void> {
    shell.showItemInFolder(path);
  }

  async readCopied(): Promise<string> {
    return clipboard.readText();
  }

  /** The latest one takes the place of the one before. Quiet: it is no alarm. */
  announce({ title, body }: News, open: () => void): void {
    const window = this.#window();
    if (window?.browserWindow?.isFocused() === true || !Notification.isSupported()) return;
    this.#shown?.close();
    const shown = new Notification({ title, body, silent: true });
    shown.on('click', () => {
      window?.show();
      open();
    });
    shown.show();
    this.#shown = shown;
  }
}
