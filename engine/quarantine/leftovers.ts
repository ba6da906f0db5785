import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Repository, shoalDir } from '../git/open.ts';

/** What gits call a pack that they are writing: index-pack, pack-objects and repack. Its own gc leaves the last for good. */
const UNFINISHED = /^(?:tmp_(?:pack|idx|rev|midx|mtimes|bitmap)_|\.tmp-)/;
/** The note in a lock of Shoal's, with the name of the quarantine that it is for. */
const NOTE = /^shoal ([a-z2-7]{8})\n$/;

/**
 * Removes what programs that were killed left among the packs of a bare repository: unfinished packs, parts of packs, and locks of
 * quarantines that are no more. To be called while no other work of Shoal's is done there, and never while a quarantine is there
 * whose packs are moving in: its indexes come last.
 * @param age in milliseconds: what is younger stays, since a git that outlived its Shoal may be writing it
 */
export async function removeLeftovers(repository: Repository, age: number): Promise<void> {
  const folder = join(repository.objectsDir, 'pack');
  const names = await readdir(folder).catch(() => []);
  const quarantines = await readdir(shoalDir(repository)).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const isLeft =
      UNFINISHED.test(name) ||
      (quarantines.length === 0 && isPart(name, names)) ||
      (name.endsWith('.keep') && (await isLockOfNone(path, quarantines)));
    if (isLeft && (await ageOf(path)) >= age) await rm(path, { force: true });
  }
}

/** How many packs there are; no program is started to count them. */
export async function countPacks({ objectsDir }: Repository): Promise<number> {
  const names = await readdir(join(objectsDir, 'pack')).catch(() => []);
  return names.filter((name) => name.endsWith('.idx')).length;
}

/** What belongs to a pack without its index, or to an index without its pack, is none for git. */
function isPart(name: string, names: readonly string[]): boolean {
  const [, base] = /^(pack-[0-9a-f]+)\.(?:pack|idx|rev|bitmap|mtimes)$/.exec(name) ?? [];
  return base !== undefined && !(names.includes(`${base}.idx`) && names.includes(`${base}.pack`));
}

async function isLockOfNone(path: string, quarantines: readonly string[]): Promise<boolean> {
  const [, quarantine] = NOTE.exec(await readFile(path, 'utf8').catch(() => '')) ?? [];
  return quarantine !== undefined && !quarantines.includes(quarantine);
}

/** In milliseconds; negative where it has gone meanwhile. */
async function ageOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found === null ? -1 : Date.now() - found.mtimeMs;
}
