import { constants, copyFile, link, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Repository } from '../git/open.ts';

/**
 * One that is there already, the user's perhaps, guards the pack as well. Ours is a second name of the
 * note: killed while it wrote one, Shoal would not know it for its own and leave it there for good.
 */
export async function lockPack(path: string, note: string): Promise<void> {
  await link(note, path)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      // Not every file system has second names.
      return copyFile(note, path, constants.COPYFILE_EXCL);
    })
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
}

/** Refs lead to the packs now, or never will. */
export async function unlockPacks(repository: Repository, directory: string): Promise<void> {
  const packs = join(repository.objectsDir, 'pack');
  const names = await readdir(packs).catch(() => []);
  for (const name of names.filter((entry) => entry.endsWith('.keep'))) {
    const path = join(packs, name);
    const note = await readFile(path, 'utf8').catch(() => '');
    if (note === keepNote(directory)) await rm(path, { force: true });
  }
}

/** Tells this transfer's locks from those of others, and of the user. */
export function keepNote(directory: string): string {
  return `shoal ${basename(directory)}\n`;
}
