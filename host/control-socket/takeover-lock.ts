import { mkdir, rmdir, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** The work done under the lock takes milliseconds; one this old was left by a process that died. */
const STALE_MS = 5_000;
const RETRY_MS = 25;

/**
 * Runs `work` while holding a lock folder at `path`, so that two nodes that start at the same
 * moment do not both replace a dead node's socket.
 */
export async function withTakeoverLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  while (!(await taken(path))) {
    if (await isStale(path)) await rmdir(path).catch(ignoreMissing);
    else await sleep(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    await rmdir(path).catch(ignoreMissing);
  }
}

async function taken(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > STALE_MS;
  } catch (error) {
    ignoreMissing(error as NodeJS.ErrnoException);
    return false;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
