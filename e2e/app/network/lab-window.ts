import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page, test } from '@playwright/test';
import type { LabHost } from '../../lab/lab-host.ts';
import { launchApp } from '../../support/launch-app.ts';
import type { SetClock } from '../../support/set-clock.ts';
import { ShoalNode } from '../../support/shoal-node.ts';
import type { ShellOption } from '../test.ts';
import { Ui } from '../ui.ts';

/** A window on a host of the lab. */
export interface LabWindow extends AsyncDisposable {
  readonly page: Page;
  readonly ui: Ui;
}

/**
 * Opens the window of a node that serves one, in a browser that runs on the node's host.
 * @param folder for the program that starts the browser there
 */
async function openLabWindow(host: LabHost, node: ShoalNode, folder: string): Promise<LabWindow> {
  const { launchOptions } = test.info().project.use;
  const inside = programIn(folder, [
    ...['ip', 'netns', 'exec', host.namespace, launchOptions?.executablePath ?? ''],
  ]);
  const browser = await chromium.launch({ ...launchOptions, executablePath: inside });
  const page = await browser.newPage();
  await page.goto(node.ui ?? '');
  return { page, ui: new Ui(page), [Symbol.asyncDispose]: () => browser.close() };
}

export interface LabAppOptions {
  readonly name: string;
  readonly args: readonly string[];
  /** For its data, and for the program that starts it there. */
  readonly folder: string;
  /** The one that it reads, where it is not the true one. */
  readonly clock?: SetClock;
  readonly env?: Readonly<Record<string, string>>;
}

/** Shoal itself, with its window. */
export interface LabApp extends LabWindow {
  /** Its data folder. */
  readonly data: string;
  /** Stops all of its programs, as sleep does, until the answer is called. */
  stop(): Promise<() => void>;
}

/** To be called before anything is started: without its binary, nothing can be seen in the desktop app. */
export function skipWithoutShell(): void {
  const { shell } = test.info().project.use as Partial<ShellOption>;
  const problem = process.env.SHOAL_ELECTRON_PROBLEM ?? 'SHOAL_ELECTRON is not set';
  test.skip(shell === 'electron' && !process.env.SHOAL_ELECTRON, problem);
}

/** Shoal with a window on a host of the lab, in the shell that the tests are for: a browser, or the desktop app. */
export async function openLabApp(
  host: LabHost,
  { name, args, folder, clock, env }: LabAppOptions,
): Promise<LabApp> {
  const { shell } = test.info().project.use as Partial<ShellOption>;
  if (shell !== 'electron') {
    const node = await ShoalNode.start(name, {
      ...{ host, args: [...args, '--ui', '0'] },
      env: { ...env, ...clock?.env },
    });
    const window = await openLabWindow(host, node, folder);
    const { pid } = node.process;
    return {
      ...window,
      data: join(node.directory, 'data'),
      stop: async () => stopped([pid]),
      async [Symbol.asyncDispose]() {
        await window[Symbol.asyncDispose]();
        await node[Symbol.asyncDispose]();
      },
    };
  }
  const program = join(import.meta.dirname, 'electron-inside.mjs');
  const electron = process.env.SHOAL_ELECTRON ?? '';
  const data = join(folder, 'app');
  const app = await launchApp({
    executablePath: programIn(folder, [process.execPath, program, host.namespace, electron]),
    args: ['--data', data, '--name', name, ...args],
    preloads: clock === undefined ? [] : [clock.preload],
    ...(env === undefined ? {} : { env }),
  });
  const page = await app.firstWindow();
  return {
    ...{ page, ui: new Ui(page), data },
    stop: async () =>
      stopped(await app.evaluate(({ app: it }) => it.getAppMetrics().map(({ pid }) => pid))),
    [Symbol.asyncDispose]: () => app.close(),
  };
}

function stopped(pids: readonly number[]): () => void {
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return () => {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  };
}

/** A program that runs a command with whatever arguments it is given. */
function programIn(folder: string, command: readonly string[]): string {
  const path = join(folder, 'inside');
  const words = command.map((word) => `'${word}'`).join(' ');
  writeFileSync(path, `#!/bin/sh\nexec ${words} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}
