import { createHash } from 'node:crypto';
import type { ObjectFormat } from '../../shared/ids.ts';
import { FANOUT, HASH_BYTES, indexHead, offsetTables } from '../git/index-tables.ts';

/** The objects of a pack, in the order of their ids. */
export interface PackedObjects {
  /** Their ids, one behind the other. */
  readonly oids: Buffer;
  /** Of their entries in the pack. */
  readonly crcs: Uint32Array;
  /** Where those begin, in bytes. */
  readonly offsets: Float64Array;
}

/**
 * The index of a pack, as `git index-pack` computes it (gitformat-pack(5), version 2).
 * @param checksum of the pack, in hex
 */
export function indexOf(
  { oids, crcs, offsets }: PackedObjects,
  checksum: string,
  format: ObjectFormat,
): Buffer[] {
  const counts = new Uint32Array(FANOUT);
  for (let at = 0; at < oids.length; at += HASH_BYTES[format]) {
    const first = oids[at] ?? 0;
    counts[first] = (counts[first] ?? 0) + 1;
  }
  const sums = Buffer.alloc(crcs.length * 4);
  for (let position = 0; position < crcs.length; position += 1) {
    sums.writeUInt32BE(crcs[position] as number, position * 4);
  }
  const named = Buffer.from(checksum, 'hex');
  const parts = [indexHead(counts), oids, sums, ...offsetTables(offsets), named];
  const hash = createHash(format);
  for (const part of parts) hash.update(part);
  return [...parts, hash.digest()];
}
