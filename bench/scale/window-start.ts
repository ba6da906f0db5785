import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { LabProcess } from '../../e2e/lab/lab-process.ts';
import type { Scope } from '../support/scope.ts';

/** Times from the start of the program, in seconds. */
export interface WindowStart {
  /** The window shows its screens, and can be used. */
  readonly usable: number;
  /** A teammate's project is in it. */
  readonly project: number;
}

const ROOT = join(import.meta.dirname, '../..');
const DISPLAY = ':97';
const ON_LOOPBACK = ['--interface', 'lo', '--listen', '127.0.0.1:0'];
const SCREEN = ['-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];

/** Looked for at each picture that is drawn: a locator is looked for after 20, 70, 170, 270, 770, 1,270… ms only. */
const EACH_PICTURE = { polling: 'raf' } as const;

/** Electron's binary where an environment variable names it; null if none does. */
export function electronPath(): string | null {
  const { SHOAL_ELECTRON, ELECTRON_OVERRIDE_DIST_PATH: folder } = process.env;
  const path = SHOAL_ELECTRON ?? (folder === undefined ? undefined : join(folder, 'electron'));
  return path !== undefined && existsSync(path) ? path : null;
}

/** Starts the app on loopback, as somebody does who has never run it, and looks at its window. @param data a new folder */
export async function startWindow(
  scope: Scope,
  { electron, data, project }: { electron: string; data: string; project: string },
): Promise<WindowStart> {
  if (!process.env.DISPLAY) await scope.use(new LabProcess('Xvfb', [DISPLAY, ...SCREEN]));
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1_000;
  const app = await _electron.launch({
    executablePath: electron,
    args: ['--no-sandbox', '--disable-gpu', ROOT, '--data', data, ...ON_LOOPBACK],
    env: { ...(process.env as Record<string, string>), DISPLAY: process.env.DISPLAY ?? DISPLAY },
  });
  scope.onEnd(() => app.close());
  const page = await app.firstWindow();
  await page.waitForFunction(areScreensShown, null, EACH_PICTURE);
  const usable = seconds();
  await page.waitForFunction(isProjectShown, project, EACH_PICTURE);
  return { usable, project: seconds() };
}

function areScreensShown(): boolean {
  return document.querySelector('nav[aria-label="Screens"]')?.checkVisibility() === true;
}

function isProjectShown(name: string): boolean {
  const options = [...document.querySelectorAll('[role="option"]')];
  return options.some((each) => each.checkVisibility() && each.textContent?.includes(name));
}
