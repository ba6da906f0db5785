import { readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat } from '../../shared/ids.ts';
import { HEADER_BYTES } from '../git/pack-header.ts';
import { joinPacks } from '../packs/join-packs.ts';
import { LoadedIndex } from '../packs/loaded-index.ts';
import { mergeIndexes } from '../packs/merge-indexes.ts';

/**
 * Beyond so many objects the indexes, some 40 bytes an object with all that merging takes, are not held in memory at
 * once: git puts such packs together, when the clone is in use.
 */
const MOST_OBJECTS = 1_000_000;
/** What is left on the disk for others, in bytes. */
const ROOM_TO_SPARE = 256 * 1024 * 1024;

export interface PackFolder {
  /** Where the packs are, and the new one goes. */
  readonly packs: string;
  readonly scratch: string;
  readonly objectFormat: ObjectFormat;
}

/**
 * Writes one pack with all that these hold, beside them: byte for byte their entries, one behind the other.
 * @param checksums name the packs, none of which holds what another one does
 * @returns whether it is there; not if there is nothing to gain, or no room
 */
export async function unitePacks(
  { packs, scratch, objectFormat }: PackFolder,
  checksums: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  if (checksums.length < 2) return false;
  const bases = checksums.map((checksum) => join(packs, `pack-${checksum}`));
  const parts = await Promise.all(
    bases.map(async (base) => ({
      path: `${base}.pack`,
      bytes: (await stat(`${base}.pack`)).size,
      index: `${base}.idx`,
    })),
  );
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const { bavail, bsize } = await statfs(packs);
  if (bavail * bsize < bytes + ROOM_TO_SPARE) return false;
  const tables = await tablesOf(parts, objectFormat);
  if (tables === null) return false;
  const united = join(scratch, 'united.pack');
  const index = join(scratch, 'united.idx');
  const remove = () => Promise.all([united, index].map((path) => rm(path, { force: true })));
  await remove();
  try {
    const counted = parts.map(({ path }, number) => ({
      path,
      objects: tables[number]?.count ?? 0,
    }));
    const { checksum, places } = await joinPacks(counted, objectFormat, united, signal);
    const moved = tables.map((each, number) => ({
      tables: each,
      shift: (places[number]?.from ?? HEADER_BYTES) - HEADER_BYTES,
    }));
    await mergeIndexes(moved, checksum, objectFormat, index, signal);
    // The index last: it is what makes git see the pack.
    await rename(united, join(packs, `pack-${checksum}.pack`));
    await rename(index, join(packs, `pack-${checksum}.idx`));
    return true;
  } finally {
    await remove();
  }
}

/** Null if they are too many. */
async function tablesOf(
  parts: readonly { readonly index: string }[],
  objectFormat: ObjectFormat,
): Promise<LoadedIndex[] | null> {
  const tables: LoadedIndex[] = [];
  let objects = 0;
  for (const { index } of parts) {
    const read = new LoadedIndex(await readFile(index), objectFormat);
    objects += read.count;
    if (objects > MOST_OBJECTS) return null;
    tables.push(read);
  }
  return tables;
}
