import { type BrowserWindow, dialog, shell } from 'electron';
import { CLONE_DIRECTORY, type Desktop } from '../../host/node/desktop.ts';
import type { HostAbilities } from '../../shared/api/host-contract.ts';
import { InvalidRequestError } from '../../shared/errors.ts';

const TITLES = {
  'add-repository': 'Add a repository',
  'clone-into': 'Choose where to clone to',
} as const;

/** What the user's own desktop offers. */
export class ElectronDesktop implements Desktop {
  readonly #window: () => BrowserWindow | null;

  readonly abilities: HostAbilities = {
    pickFolder: true,
    openFolder: true,
    cloneDirectory: CLONE_DIRECTORY,
    platform: process.platform,
  };

  constructor(window: () => BrowserWindow | null) {
    this.#window = window;
  }

  async pickFolder(purpose: keyof typeof TITLES): Promise<string | null> {
    const options: Electron.OpenDialogOptions = {
      title: TITLES[purpose],
      properties: ['openDirectory', 'createDirectory'],
    };
    const window = this.#window();
    const { filePaths } = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    return filePaths[0] ?? null;
  }

  async openFolder(path: string): Promise<void> {
    const problem = await shell.openPath(path);
    if (problem !== '') throw new InvalidRequestError(`${path} could not be opened: ${problem}`);
  }
}
