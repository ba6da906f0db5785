import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const IN_MEMORY = '/dev/shm';
/** Bytes: several times what all tests' folders come to at once. */
const ENOUGH = 6 * 2 ** 30;

/**
 * Environment of programs whose temporary folders are to be in memory, until this process ends: tests
 * write and throw away tens of thousands of small files, which a disk keeps the processors waiting for.
 * Empty, and so the system's own folder, where there is no such place (not Linux) or too little memory.
 *
 * @returns {{ TMPDIR?: string }}
 */
export function temporaryInMemory() {
  if (freeIn(IN_MEMORY) < ENOUGH || freemem() < ENOUGH) return {};
  // A short name: the path of a socket may have 107 bytes.
  const folder = mkdtempSync(join(IN_MEMORY, 'shoal-'));
  // As the system's own: tests that give up root's rights work in it, too.
  chmodSync(folder, 0o1777);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { TMPDIR: folder };
}

function freeIn(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
