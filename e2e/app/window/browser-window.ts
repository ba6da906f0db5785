import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { mortalWorkers } from '../../support/mortal-workers.ts';
import { ShoalNode } from '../../support/shoal-node.ts';
import { type AppWindow, type FolderChoice, homeOf, type WindowOptions } from './app-window.ts';

/** A headless node's UI in a browser. */
export async function openBrowserWindow(
  browser: Browser,
  { name, args = [], home }: WindowOptions,
): Promise<AppWindow> {
  const { env, crash } = mortalWorkers();
  const node = await ShoalNode.start(name, {
    args: ['--ui', '0', ...args],
    env: { ...env, ...homeOf(home) },
  });
  // What moves is drawn sixty times a second, by the processor; in Electron it does.
  const reducedMotion = 'reduce';
  const context = await browser.newContext({
    viewport: { width: 1280, height: 820 },
    reducedMotion,
  });
  const page = await context.newPage();
  try {
    await page.goto(node.ui ?? '');
  } catch (error) {
    await node[Symbol.asyncDispose]();
    throw error;
  }
  return {
    page,
    name,
    directory: node.directory,
    folders: new TypedFolders(page),
    desktop: null,
    crashEngine: async () => crash(node.process),
    async [Symbol.asyncDispose]() {
      await context.close();
      await node[Symbol.asyncDispose]();
    },
  };
}

/** A page cannot know a folder of this machine: paths are typed. */
class TypedFolders implements FolderChoice {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async add(press: () => Promise<void>, path: string): Promise<void> {
    await press();
    await this.#page.getByRole('dialog', { name: 'Add a repository' }).waitFor();
    await this.#page.keyboard.type(path);
    await this.#page.keyboard.press('Enter');
  }

  async cloneInto(parent: string, name: string): Promise<void> {
    await this.#page.getByRole('textbox', { name: 'Into this folder' }).fill(join(parent, name));
  }
}
