import { constants, copyFile, link, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Damaged files kept of each name; older ones are removed. */
const KEPT = 5;

/**
 * Gives a damaged file a second name beside it, which tells when: the first one may then be written
 * anew, and whatever happens in between, nothing of it is lost. One that is kept already, from a start
 * that came no further, is not kept twice.
 * @param at milliseconds since the epoch
 * @returns the new name's path
 */
export async function keepAside(path: string, at: number): Promise<string> {
  const kept = await keptOf(path);
  const content = await readFile(path);
  for (const before of kept) {
    if (content.equals(await readFile(before).catch(() => Buffer.alloc(0)))) return before;
  }
  const target = await firstFree(path, at, (to) => secondName(path, to));
  // By the names' order, which is that of time. A folder among them is not ours to remove.
  const old = [...kept, target].toSorted().slice(0, -KEPT);
  for (const each of old) await unlink(each).catch(() => {});
  return target;
}

/** The same for a folder that stands where a file should be: it is moved, with all that is in it. */
export async function moveAside(path: string, at: number): Promise<string> {
  return firstFree(path, at, async (to) => {
    // A rename would take the place of an empty folder.
    const isTaken = (await keptOf(path)).includes(to);
    if (isTaken) throw Object.assign(new Error(`${to} is there`), { code: 'EEXIST' });
    await rename(path, to);
  });
}

async function firstFree(
  path: string,
  at: number,
  take: (target: string) => Promise<void>,
): Promise<string> {
  for (let time = at; ; time += 1) {
    const target = `${path}.damaged-${new Date(time).toISOString().replaceAll(':', '')}`;
    try {
      await take(target);
      return target;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Needs no room on a full disk; but not every file system has second names. */
async function secondName(path: string, target: string): Promise<void> {
  await link(path, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw error;
    return copyFile(path, target, constants.COPYFILE_EXCL);
  });
}

async function keptOf(path: string): Promise<string[]> {
  const beginning = `${basename(path)}.damaged-`;
  const names = await readdir(dirname(path));
  return names
    .filter((name) => name.startsWith(beginning))
    .map((name) => join(dirname(path), name));
}
