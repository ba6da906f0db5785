import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './root.mjs';

const FILE = join(ROOT, 'out', '.lock');
const RETRY_MS = 200;
/** After so long a wait, it is said what is waited for. */
const SILENT_MS = 3_000;
/** Within so long, whoever made the file has written into it. */
const WRITTEN_MS = 10_000;

/**
 * Runs `work` while no other script installs or builds in this checkout; two commands that are
 * started together would otherwise write over each other's build.
 */
export async function withLock(work, file = FILE) {
  mkdirSync(dirname(file), { recursive: true });
  await take(file);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

async function take(file) {
  const toldAt = Date.now() + SILENT_MS;
  let isTold = false;
  while (!isTaken(file)) {
    if (isLeftBehind(file)) await removeLeftBehind(file);
    else await sleep(RETRY_MS);
    if (!isTold && Date.now() > toldAt) {
      process.stderr.write(`Waiting for another command of this checkout to end (${file})…\n`);
      isTold = true;
    }
  }
}

function isTaken(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Of two that find a holder gone, the slower one would remove the lock that the faster one has just
 * taken. So this is done under a lock of its own, and after a second look.
 */
async function removeLeftBehind(file) {
  const removing = `${file}.removing`;
  await take(removing);
  if (isLeftBehind(file)) rmSync(file, { force: true });
  rmSync(removing, { force: true });
}

function isLeftBehind(file) {
  try {
    const { mtimeMs } = statSync(file);
    const holder = readFileSync(file, 'utf8');
    // Made, and not yet written, or its maker died between the two.
    if (holder === '') return Date.now() - mtimeMs > WRITTEN_MS;
    // After the computer was started anew, another process may have the holder's number.
    const startedUp = Date.now() - uptime() * 1_000;
    if (mtimeMs < startedUp - 1_000) return true;
    process.kill(Number(holder), 0);
    return false;
  } catch (error) {
    // EPERM: it runs, as someone else. ENOENT: the lock has just been given back.
    return error.code === 'ESRCH';
  }
}
