import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { LfsOid } from '../../shared/ids.ts';
import { type ConfigEntry, isOutside, readOutside } from '../git/config.ts';
import type { Repository } from '../git/open.ts';
import type { Pointer } from './pointer.ts';

/** Files that were read, and found to be what their names say. */
const REMEMBERED = 10_000;

/** For how long it is remembered where they are, in milliseconds: each look costs a program. */
const SETTLED = 60_000;
const folders = new LRUCache<string, string>({ max: REMEMBERED, ttl: SETTLED });

/** Which settings say where they are, as a part of a regular expression. */
export const LFS_KEYS = 'lfs\\.storage';

/**
 * Where git-lfs keeps a repository's large files. `lfs.storage` may be the user's own; what the repository itself
 * says of it may be somebody else's, and does not count.
 */
export async function lfsFolder(repository: Repository): Promise<string> {
  const { commonDir } = repository;
  const known = folders.get(commonDir);
  if (known !== undefined) return known;
  const folder = folderIn(repository, await readOutside(repository, 'lfs.storage'));
  folders.set(commonDir, folder);
  return folder;
}

function folderIn({ commonDir }: Repository, storage: string | null): string {
  return join(resolve(commonDir, storage ?? 'lfs'), 'objects');
}

export function lfsPath(folder: string, oid: LfsOid): string {
  return join(folder, oid.slice(0, 2), oid.slice(2, 4), oid);
}

/** Whether a file of that size is there; what is in it is not looked at. */
export async function isStored(folder: string, { oid, size }: Pointer): Promise<boolean> {
  const found = await stat(lfsPath(folder, oid)).catch(() => null);
  return found?.isFile() === true && found.size === size;
}

/**
 * Whether a repository has any.
 * @param settings all of `LFS_KEYS`, as they are now; others may be among them
 */
export async function hasLfsFiles(
  repository: Repository,
  settings: readonly ConfigEntry[],
): Promise<boolean> {
  // Hardly anybody has set it; what it comes to, only git can tell.
  const isSet = settings.some((each) => each.key === 'lfs.storage' && isOutside(each));
  if (!isSet) folders.set(repository.commonDir, folderIn(repository, null));
  const folder = await lfsFolder(repository).catch(() => null);
  const found = folder === null ? null : await stat(folder).catch(() => null);
  return found?.isDirectory() === true;
}

/** Tells which files are sound, by reading each of them once. */
export class SoundFiles {
  readonly #known = new LRUCache<string, Promise<boolean>>({ max: REMEMBERED });

  /** @returns the path of a file that is what its name says; null if there is none, links included */
  async find(folder: string, { oid, size }: Pointer): Promise<string | null> {
    const path = lfsPath(folder, oid);
    const found = await lstat(path).catch(() => null);
    if (found === null || !found.isFile() || found.size !== size) return null;
    const key = keyOf(path, found);
    const known = this.#known.get(key) ?? sha256Of(path).then((hash) => hash === oid);
    this.#known.set(key, known);
    return (await known.catch(() => false)) ? path : null;
  }
}

function keyOf(path: string, { ino, size, mtimeMs, ctimeMs }: Stats): string {
  return `${path} ${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
