import { existsSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { run, runTool } from './run.mjs';

const DOWNLOAD_MS = 10 * 60_000;

/**
 * A Chromium for the tests: an installed one, else the one Playwright downloads, else, as root on
 * Debian, the distribution's. `{ path }`, or `{ problem }`.
 */
export async function ensureBrowser() {
  const found = findChromium() ?? (await playwrightsOwn());
  if (found !== null) return { path: found };
  process.stderr.write('Installing a browser for the tests…\n');
  await runTool('@playwright/test', 'playwright', ['install', 'chromium'], {
    capture: true,
    timeout: DOWNLOAD_MS,
  });
  const downloaded = await playwrightsOwn();
  if (downloaded !== null) return { path: downloaded };
  if (existsSync('/usr/bin/apt-get') && process.getuid() === 0) await installFromDebian();
  const path = findChromium();
  return path === null
    ? { problem: 'no Chrome or Chromium could be found or installed' }
    : { path };
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

async function installFromDebian() {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, capture: true, timeout: DOWNLOAD_MS };
  await run('apt-get', ['update', '-qq'], options);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
}
