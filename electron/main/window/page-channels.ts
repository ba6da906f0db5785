import { type IpcMainEvent, ipcMain, type WebContents } from 'electron';
import type { Channel } from '../../../shared/rpc/channel.ts';
import { IPC } from '../../ipc-channels.ts';
import { isOwnPage } from './ipc-sender.ts';

/**
 * One channel for each page that loads in a window: a reload ends the last page's and opens a new
 * one. What anything but our own page sends is dropped.
 */
export function openPageChannels(
  contents: WebContents,
  onPage: (channel: Channel) => void,
): Disposable {
  let page: PageChannel | null = null;
  const end = () => {
    page?.end();
    page = null;
  };
  const onHello = (event: IpcMainEvent) => {
    if (!isOwnPage(event, contents.id)) return;
    end();
    page = new PageChannel(contents);
    onPage(page);
  };
  const onMessage = (event: IpcMainEvent, message: unknown) => {
    if (isOwnPage(event, contents.id)) page?.receive(message);
  };
  ipcMain.on(IPC.hello, onHello);
  ipcMain.on(IPC.message, onMessage);
  contents.on('render-process-gone', end);
  return {
    [Symbol.dispose]: () => {
      ipcMain.off(IPC.hello, onHello);
      ipcMain.off(IPC.message, onMessage);
      end();
    },
  };
}

class PageChannel implements Channel {
  readonly #contents: WebContents;
  readonly #onMessage: ((message: unknown) => void)[] = [];
  readonly #onClose: (() => void)[] = [];
  #open = true;

  constructor(contents: WebContents) {
    this.#contents = contents;
  }

  send(message: unknown): void {
    if (this.#open && !this.#contents.isDestroyed()) this.#contents.send(IPC.message, message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage.push(listener);
  }

  onClose(listener: () => void): void {
    this.#onClose.push(listener);
  }

  close(): void {
    this.end();
  }

  receive(message: unknown): void {
    for (const listener of this.#onMessage) listener(message);
  }

  end(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const listener of this.#onClose) listener();
  }
}
