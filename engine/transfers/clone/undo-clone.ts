import { readdir, rm, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOf } from '../../git/text.ts';
import { listOwnFiles, listTrackedFiles } from '../../git/working-tree.ts';

/**
 * Takes a clone back whose objects turned out to be wrong: the repository and every file that came
 * with it go; files that the user made or changed since stay, and where git cannot tell which those are, all do.
 * @returns how many of them there are
 */
export async function undoClone(directory: string): Promise<number> {
  for (const path of await unchangedFiles(directory).catch(() => [])) {
    // The folder of a submodule is none of its files.
    await unlink(bytesOf(join(directory, path))).catch(() => {});
  }
  // A clone may be in use already, and git may be maintaining it in the background, until it sees that it is none any more.
  await rm(join(directory, '.git'), { recursive: true, force: true, maxRetries: 5 });
  return removeEmptyFolders(directory);
}

async function unchangedFiles(directory: string): Promise<string[]> {
  const place = { gitDir: join(directory, '.git'), workTree: directory, cwd: directory };
  const own = new Set(await listOwnFiles(place));
  return (await listTrackedFiles(place)).filter((path) => !own.has(path));
}

/** @returns how many files are left */
async function removeEmptyFolders(folder: string): Promise<number> {
  let left = 0;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    left += entry.isDirectory() ? await removeEmptyFolders(join(folder, entry.name)) : 1;
  }
  // Fails, and stays, unless it is empty.
  await rmdir(folder).catch(() => {});
  return left;
}
