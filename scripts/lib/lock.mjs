import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './root.mjs';

const FILE = join(ROOT, 'out', '.lock');
const RETRY_MS = 200;

/**
 * Runs `work` while no other script installs or builds in this checkout; two commands that are
 * started together would otherwise write over each other's build.
 */
export async function withLock(work) {
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  while (!taken()) {
    if (holderIsGone()) rmSync(FILE, { force: true });
    else await sleep(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(FILE, { force: true });
  }
}

function taken() {
  try {
    writeFileSync(FILE, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function holderIsGone() {
  try {
    process.kill(Number(readFileSync(FILE, 'utf8')), 0);
    return false;
  } catch (error) {
    // EPERM: it runs, as someone else. ENOENT: the lock has just been given back.
    return error.code === 'ESRCH';
  }
}
