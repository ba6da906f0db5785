import { readdir, rm, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../../git/run.ts';
import { listOwnFiles } from '../../git/working-tree.ts';

/**
 * Takes a clone back whose objects turned out to be wrong: the repository and every file that came
 * with it go; files that the user made or changed since stay.
 * @returns how many of those there are
 */
export async function undoClone(directory: string): Promise<number> {
  const place = { cwd: directory };
  const own = new Set(await listOwnFiles(place).catch(() => []));
  const { stdout } = await git(place, ['ls-files', '-z']).catch(() => ({ stdout: '' }));
  for (const path of stdout.split('\0')) {
    // The folder of a submodule is none of its files.
    if (path !== '' && !own.has(path)) await unlink(join(directory, path)).catch(() => {});
  }
  await rm(join(directory, '.git'), { recursive: true, force: true });
  await removeEmptyFolders(directory);
  return own.size;
}

async function removeEmptyFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (entry.isDirectory()) await removeEmptyFolders(join(folder, entry.name));
  }
  // Fails, and stays, unless it is empty.
  await rmdir(folder).catch(() => {});
}
