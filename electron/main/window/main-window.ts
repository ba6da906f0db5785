import { BrowserWindow, screen } from 'electron';
import type { Channel } from '../../../shared/rpc/channel.ts';
import { UI_URL } from '../../ui-address.ts';
import { openPageChannels } from './page-channels.ts';
import { readBounds, WINDOW_SIZE, writeBounds } from './window-bounds.ts';

export interface MainWindowOptions {
  readonly preload: string;
  /** Where the window's place is kept between starts. */
  readonly boundsFile: string;
  readonly icon: string;
  /** A page has loaded and wants to talk to the host. */
  onPage(channel: Channel): void;
  /** Whether closing the window leaves the app in the tray. */
  hidesOnClose(): boolean;
}

/** The app's window; once closed it can be shown again. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  #window: BrowserWindow | null = null;

  constructor(options: MainWindowOptions) {
    this.#options = options;
  }

  get browserWindow(): BrowserWindow | null {
    return this.#window;
  }

  show(): void {
    const window = this.#window;
    if (window === null) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** @param look `hidden` only where there is a tray to come back from */
  async open(look: 'shown' | 'minimized' | 'hidden'): Promise<void> {
    const { boundsFile, onPage, hidesOnClose } = this.#options;
    const window = this.#create();
    this.#window = window;
    const channels = openPageChannels(window.webContents, onPage);
    let isClosing = false;
    window.once('ready-to-show', () => {
      if (look === 'minimized') window.minimize();
      if (look === 'shown') window.show();
    });
    window.on('close', (event) => {
      writeBounds(boundsFile, window.getNormalBounds());
      isClosing = !hidesOnClose();
      if (isClosing) return;
      event.preventDefault();
      window.hide();
    });
    window.on('closed', () => {
      channels[Symbol.dispose]();
      this.#window = null;
    });
    await window.loadURL(UI_URL).catch((error: unknown) => {
      // Closed meanwhile, it has nothing to show.
      if (!isClosing) throw error;
    });
  }

  #create(): BrowserWindow {
    const { boundsFile, preload, icon } = this.#options;
    const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
    return new BrowserWindow({
      ...WINDOW_SIZE,
      ...readBounds(boundsFile, screens),
      title: 'Shoal',
      icon,
      show: false,
      autoHideMenuBar: true,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
      },
    });
  }
}
