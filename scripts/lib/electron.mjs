import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { runNode } from './run.mjs';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
const DOWNLOAD_MS = 10 * 60_000;

/**
 * Where Electron's binary is, downloaded if it is not there yet: `{ path }`, or `{ problem }` with a
 * few words on why there is none.
 */
export async function findElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (folder) {
    const path = join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
    return existsSync(path) ? { path } : { problem: `there is no Electron in ${folder}` };
  }
  if (installed() === null) {
    process.stderr.write('Downloading Electron, once…\n');
    const install = join(PACKAGE, 'install.js');
    await runNode([install], { capture: true, timeout: DOWNLOAD_MS });
  }
  const path = installed();
  return path === null ? { problem: 'Electron’s binary could not be downloaded' } : { path };
}

/** Whether a window can be shown; if not, a few words on why. */
export function displayProblem() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY
    ? 'there is no display'
    : null;
}

/**
 * What a test puts in front of a command so that it has a display: nothing where there is one,
 * `xvfb-run` where that is installed, else `{ problem }`.
 */
export function virtualDisplay() {
  const problem = displayProblem();
  if (problem === null) return { through: [] };
  return existsSync('/usr/bin/xvfb-run')
    ? { through: ['/usr/bin/xvfb-run', '-a'] }
    : { through: [], problem: `${problem}, and no xvfb-run` };
}

/** Chromium's sandbox refuses to run as root. */
export function electronSwitches() {
  return process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : [];
}

function installed() {
  try {
    const path = join(PACKAGE, 'dist', readFileSync(join(PACKAGE, 'path.txt'), 'utf8').trim());
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}
