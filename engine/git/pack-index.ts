import { readFile } from 'node:fs/promises';
import type { ObjectFormat, Oid } from '../../shared/ids.ts';
import { PromptFile } from '../files/prompt.ts';
import { HASH_BYTES, INDEX_MAGIC, INDEX_VERSION } from './index-tables.ts';

const HEADER_BYTES = 8;
const FANOUT = 256;

/**
 * Whether a file has the form of the index of this pack (gitformat-pack(5), version 2): its size,
 * its fan-out table and the pack that it names. Whether its ids and offsets are true is not checked.
 */
export async function isIndexOf(
  path: string,
  pack: { readonly objects: number; readonly checksum: string },
  format: ObjectFormat,
): Promise<boolean> {
  const hash = HASH_BYTES[format];
  const file = await PromptFile.open(path, 'r');
  try {
    const size = await file.size();
    const least = HEADER_BYTES + FANOUT * 4 + pack.objects * (hash + 8) + 2 * hash;
    // Packs beyond 2 GiB have eight more bytes for some objects.
    if (size < least || size > least + pack.objects * 8) return false;
    const head = await file.read(HEADER_BYTES + FANOUT * 4, 0);
    if (head.readUInt32BE(0) !== INDEX_MAGIC || head.readUInt32BE(4) !== INDEX_VERSION)
      return false;
    if (!isFanout(head.subarray(HEADER_BYTES), pack.objects)) return false;
    const named = await file.read(hash, size - 2 * hash);
    return named.toString('hex') === pack.checksum;
  } finally {
    await file.close();
  }
}

/** The ids of all objects that an index lists; git itself has written it. */
export async function readIndexedObjects(path: string, format: ObjectFormat): Promise<Set<Oid>> {
  const hash = HASH_BYTES[format];
  const index = await readFile(path);
  const objects = index.readUInt32BE(HEADER_BYTES + (FANOUT - 1) * 4);
  const start = HEADER_BYTES + FANOUT * 4;
  const oids = new Set<Oid>();
  for (let at = start; at < start + objects * hash; at += hash) {
    oids.add(index.toString('hex', at, at + hash) as Oid);
  }
  return oids;
}

/** Numbers that never fall, up to the number of objects. */
function isFanout(table: Buffer, objects: number): boolean {
  let last = 0;
  for (let entry = 0; entry < FANOUT; entry += 1) {
    const value = table.readUInt32BE(entry * 4);
    if (value < last) return false;
    last = value;
  }
  return last === objects;
}
