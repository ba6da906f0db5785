import { readFile } from 'node:fs/promises';
import type { ObjectFormat } from '../../shared/ids.ts';
import { HASH_BYTES, IndexTables } from '../git/index-tables.ts';
import { sortInSlices } from '../waiting/sort-in-slices.ts';
import { identityAt, type PackIdentity } from './pack-identity.ts';

const HEADER_BYTES = 12;
/** Offsets above need more than four bytes. */
const FOUR_BYTES = 2 ** 32;

/** A pack on disk, and where in it which object is: its index, and its entries in the order of their places. */
export class PackTable {
  readonly pack: PackIdentity;
  readonly #tables: IndexTables;
  readonly #sorted: Uint32Array | Float64Array;

  private constructor(pack: PackIdentity, tables: IndexTables, sorted: Uint32Array | Float64Array) {
    this.pack = pack;
    this.#tables = tables;
    this.#sorted = sorted;
  }

  /**
   * Reads the index beside a pack.
   * @param path of the pack
   * @throws if one of them is not there, or the index is not of version 2 (the first one holds no checksums)
   */
  static async read(path: string, format: ObjectFormat, signal?: AbortSignal): Promise<PackTable> {
    const pack = await identityAt(path, HASH_BYTES[format]);
    const { size } = pack;
    const indexPath = `${path.slice(0, -'.pack'.length)}.idx`;
    const tables = new IndexTables(await readFile(indexPath, { signal }), format);
    const { count } = tables;
    const offsets = size < FOUR_BYTES ? new Uint32Array(count) : new Float64Array(count);
    for (let position = 0; position < count; position += 1) {
      offsets[position] = tables.offset(position);
    }
    const sorted = await sortInSlices(offsets, signal);
    const end = size - HASH_BYTES[format];
    const isWithin =
      count === 0 || ((sorted[0] ?? 0) >= HEADER_BYTES && (sorted.at(-1) ?? 0) < end);
    if (!isWithin) throw new RangeError('an index of another pack');
    return new PackTable(pack, tables, sorted);
  }

  /** What it takes in memory. */
  get bytes(): number {
    return this.#tables.bytes + this.#sorted.byteLength;
  }

  /** Where the object stands in the index whose id is in `oids` from `at` on; -1 if it is not in this pack. */
  find(oids: Buffer, at: number): number {
    return this.#tables.find(oids, at);
  }

  /** Of the entry of the object that stands at this position in the index. */
  crc(position: number): number {
    return this.#tables.crc(position);
  }

  /** How many entries are before the one of the object at this position in the index. */
  rank(position: number): number {
    const offset = this.#tables.offset(position);
    let low = 0;
    let high = this.#sorted.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where the entry begins that has so many before it; the next one begins at its end. */
  start(rank: number): number {
    return this.#sorted[rank] ?? this.pack.size - this.#tables.hashBytes;
  }
}
