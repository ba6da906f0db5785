import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { temporaryFolder } from '../../../engine/testing/temporary-folder.ts';
import { launchApp } from '../../support/launch-app.ts';
import {
  type Announcement,
  type AppWindow,
  type DesktopNotifications,
  type FolderChoice,
  homeOf,
  type WindowOptions,
} from './app-window.ts';

/** The desktop app. */
export async function openElectronWindow(
  executablePath: string,
  { name, args = [], home }: WindowOptions,
): Promise<AppWindow> {
  const directory = temporaryFolder();
  const app = await launchApp({
    executablePath,
    env: homeOf(home),
    args: [
      ...['--data', join(directory, 'data'), '--name', name],
      ...['--interface', 'lo', '--listen', '127.0.0.1:0', ...args],
    ],
  });
  const page = await app.firstWindow();
  return {
    page,
    name,
    directory,
    folders: new SystemFolders(app, page),
    desktop: new SystemNotifications(app),
    async crashEngine() {
      const pid = await app.evaluate(
        ({ app: electron }) =>
          electron.getAppMetrics().find(({ name }) => name === 'Shoal engine')?.pid,
      );
      if (pid === undefined) throw new Error('there is no engine');
      process.kill(pid, 'SIGKILL');
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The system's folder dialog, which nothing can press a button in: only its answer is made up. */
class SystemFolders implements FolderChoice {
  readonly #app: ElectronApplication;
  readonly #page: Page;

  constructor(app: ElectronApplication, page: Page) {
    this.#app = app;
    this.#page = page;
  }

  async add(press: () => Promise<void>, path: string): Promise<void> {
    await this.#answerWith(path);
    await press();
  }

  async cloneInto(parent: string, name: string): Promise<void> {
    await this.#answerWith(parent);
    await this.#page.getByRole('button', { name: 'Choose…' }).click();
    await expect(this.#page.getByRole('textbox', { name: 'Into this folder' })).toHaveValue(
      join(parent, name),
    );
  }

  #answerWith(path: string): Promise<void> {
    return this.#app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    }, path);
  }
}

/** The system's notifications, which nothing here shows: they are written down as they are to be shown. */
class SystemNotifications implements DesktopNotifications {
  readonly #app: ElectronApplication;

  constructor(app: ElectronApplication) {
    this.#app = app;
  }

  async lookAway(): Promise<void> {
    await this.#app.evaluate(({ BrowserWindow, Notification }) => {
      const shown: Electron.Notification[] = [];
      Object.assign(globalThis, { shown });
      Notification.prototype.show = function show(this: Electron.Notification) {
        shown.push(this);
      };
      BrowserWindow.getAllWindows()[0]?.blur();
    });
  }

  announced(): Promise<readonly Announcement[]> {
    return this.#app.evaluate(() => {
      const { shown } = globalThis as unknown as { shown: Electron.Notification[] };
      return shown.map(({ title, body }) => ({ title, body }));
    });
  }

  async open(): Promise<void> {
    await this.#app.evaluate(() => {
      const { shown } = globalThis as unknown as { shown: Electron.Notification[] };
      shown.at(-1)?.emit('click');
    });
  }
}
