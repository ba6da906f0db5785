import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, chromium } from '@playwright/test';
import { buildRepository } from '../../engine/testing/build-repository.ts';
import { temporaryFolder } from '../../engine/testing/temporary-folder.ts';
import { ShoalNode } from '../support/shoal-node.ts';
import { Ui } from './ui.ts';
import type { AppWindow, Shell, WindowOptions } from './window/app-window.ts';
import { openBrowserWindow } from './window/browser-window.ts';
import { openElectronWindow } from './window/electron-window.ts';

/** What a Playwright project says of its tests. */
export interface ShellOption {
  readonly shell: Shell;
}

interface Fixtures {
  /** Added to the command line of `app`. */
  readonly appArgs: readonly string[];
  /** The user's home, where a test makes one. */
  readonly home: string | undefined;
  /** The user's own Shoal. */
  readonly app: AppWindow;
  readonly ui: Ui;
  /** Starts a `shoal serve` of this first name's; it ends with the test. @param args added to its command line */
  readonly teammate: (name: string, args?: readonly string[]) => Promise<ShoalNode>;
}

interface WorkerFixtures extends ShellOption {
  /** Tells apart what both shells build. */
  readonly seed: number;
  readonly openWindow: (options: WindowOptions) => Promise<AppWindow>;
  readonly project: Project;
}

/** A repository for teammates to share, long and with all that real ones hold; only to be read. */
export interface Project {
  readonly name: string;
  readonly path: string;
}

/** Both shells may be tested at once on one loopback: people and projects are told apart. */
const FAMILIES = {
  chromium: { surname: 'Reed', seed: 1 },
  electron: { surname: 'Marsh', seed: 2 },
} as const;

export const test = base.extend<Fixtures, WorkerFixtures>({
  shell: ['chromium', { scope: 'worker', option: true }],

  seed: [async ({ shell }, use) => use(FAMILIES[shell].seed), { scope: 'worker' }],

  openWindow: [
    async ({ shell, launchOptions }, use) => {
      if (shell === 'electron') {
        await use((options) => openElectronWindow(process.env.SHOAL_ELECTRON ?? '', options));
        return;
      }
      const browser = await chromium.launch(launchOptions);
      await use((options) => openBrowserWindow(browser, options));
      await browser.close();
    },
    { scope: 'worker' },
  ],

  project: [
    async ({ shell, seed }, use) => {
      const name = `tide-log-${shell}`;
      const folder = temporaryFolder();
      const path = join(folder, name);
      buildRepository(path, { commits: 1_000, seed });
      await use({ name, path });
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],

  appArgs: [[], { option: true }],

  home: [undefined, { option: true }],

  app: async ({ shell, openWindow, appArgs, home }, use, testInfo) => {
    const problem = process.env.SHOAL_ELECTRON_PROBLEM ?? 'SHOAL_ELECTRON is not set';
    testInfo.skip(shell === 'electron' && !process.env.SHOAL_ELECTRON, problem);
    const app = await openWindow({ name: `Bob ${FAMILIES[shell].surname}`, args: appArgs, home });
    await use(app);
    await app[Symbol.asyncDispose]();
  },

  ui: async ({ app }, use) => use(new Ui(app.page)),

  teammate: async ({ shell }, use) => {
    const nodes: ShoalNode[] = [];
    await use(async (name, args = []) => {
      const node = await ShoalNode.start(`${name} ${FAMILIES[shell].surname}`, { args });
      nodes.push(node);
      return node;
    });
    await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()));
  },
});

export { expect } from '@playwright/test';
