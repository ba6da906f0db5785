import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';

const ROOT = resolve(import.meta.dirname, '../..');
/** Starting takes two seconds; what has not started by then is not waited for as long as a test may take. */
const STARTED = 60_000;
/** As `@playwright/test` finds what belongs to it. */
const playwright = createRequire(createRequire(import.meta.url).resolve('@playwright/test'));
/**
 * Holds the app back until Playwright has connected. Playwright brings it along itself only where it chooses Electron's
 * binary; without it, it connects while the first window is being made, and was seen to wait forever then.
 */
const HELD_BACK = join(
  dirname(playwright.resolve('playwright-core/package.json')),
  'lib/server/electron/loader.js',
);

interface AppToLaunch {
  /** Electron, or a program that starts it with the arguments that it is given. */
  readonly executablePath: string;
  /** The app's own arguments. */
  readonly args: readonly string[];
  /** Modules that are loaded before the app's own code. */
  readonly preloads?: readonly string[];
  /** What its environment has beside what is here. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts the built desktop app, to be driven by a test. */
export function launchApp(app: AppToLaunch): Promise<ElectronApplication> {
  const preloads = [HELD_BACK, ...(app.preloads ?? [])].flatMap((file) => ['-r', file]);
  return _electron.launch({
    executablePath: app.executablePath,
    timeout: STARTED,
    env: { ...process.env, ...app.env } as Record<string, string>,
    args: [...preloads, ...appLine(app.args)],
  });
}

/** What Electron is given to run the built desktop app with these arguments. */
export function appLine(args: readonly string[]): string[] {
  const forRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...forRoot, '--disable-gpu', ROOT, ...args];
}
