import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** The work done under the lock takes milliseconds; one this old was left by a process that died. */
const STALE_MS = 5_000;
const RETRY_MS = 25;

/**
 * Runs `work` while holding a lock file at `path`, so that two nodes that start at the same
 * moment do not both replace a dead node's socket.
 */
export async function withTakeoverLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const release = await take(path);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function take(path: string): Promise<() => Promise<void>> {
  const holder = randomUUID();
  while (!(await isTaken(path, holder))) {
    if (await isStale(path)) await removeStale(path);
    else await sleep(RETRY_MS);
  }
  // A computer that slept meanwhile may find the lock taken over: then it is another's to give back.
  return async () => {
    if ((await readFile(path, 'utf8').catch(ignoreMissing)) === holder) await remove(path);
  };
}

async function isTaken(path: string, holder: string): Promise<boolean> {
  try {
    await writeFile(path, holder, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Of two that find a lock stale, the slower one would remove the lock that the faster one has just
 * taken. So this is done under a lock of its own, and after a second look.
 */
async function removeStale(path: string): Promise<void> {
  const release = await take(`${path}.removing`);
  try {
    if (await isStale(path)) await remove(path);
  } finally {
    await release();
  }
}

/** One from the future was made before the clock was set back. */
async function isStale(path: string): Promise<boolean> {
  const found = await stat(path).catch(ignoreMissing);
  return found !== undefined && Math.abs(Date.now() - found.mtimeMs) > STALE_MS;
}

/** Also the folder that earlier versions made in its place. */
async function remove(path: string): Promise<void> {
  await rm(path, { force: true, recursive: true });
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
