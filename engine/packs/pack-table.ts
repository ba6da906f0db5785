import { type FileHandle, open } from 'node:fs/promises';
import { endianness } from 'node:os';
import type { ObjectFormat } from '../../shared/ids.ts';
import { HASH_BYTES } from '../git/index-tables.ts';
import { sortInSlices } from '../waiting/sort-in-slices.ts';
import type { OidSet } from './oid-set.ts';
import { identityAt, type PackIdentity } from './pack-identity.ts';

const HEADER_BYTES = 12;
/** Of an index (gitformat-pack(5), version 2): what comes before the fan-out table, and before the ids. */
const MAGIC = Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]);
const FANOUT = 256;
const START_OF_OIDS = MAGIC.length + FANOUT * 4;
/** An offset with this bit is the number of an eight-byte one. */
const LARGE = 0x8000_0000;
/** So many bytes of ids are read at once, or all that begin alike. */
const IDS_AT_ONCE = 256 * 1024;

/** What an index says of an object's entry. */
export interface IndexedEntry {
  /** How many entries are before it in the pack. */
  readonly rank: number;
  /** Of its bytes. */
  readonly crc: number;
}

/**
 * A pack on disk, and where its entries are. Of its index, the rest stays on disk: it would take most of the memory,
 * and is looked up for many blocks at once.
 */
export class PackTable {
  readonly pack: PackIdentity;
  readonly #indexPath: string;
  readonly #hashBytes: number;
  /** By byte: how many ids begin with it or a lower one. */
  readonly #fanout: Uint32Array;
  /** The offsets of eight bytes. */
  readonly #large: Buffer;
  /** Where entries begin, in order. */
  readonly #sorted: Uint32Array | Float64Array;

  private constructor(
    pack: PackIdentity,
    indexPath: string,
    hashBytes: number,
    { fanout, large }: Pick<Tables, 'fanout' | 'large'>,
    sorted: Uint32Array | Float64Array,
  ) {
    this.pack = pack;
    this.#indexPath = indexPath;
    this.#hashBytes = hashBytes;
    this.#fanout = fanout;
    this.#large = large;
    this.#sorted = sorted;
  }

  /**
   * Reads the index beside a pack.
   * @param path of the pack
   * @throws if one of them is not there, or the index is not of version 2 (the first one holds no checksums)
   */
  static async read(path: string, format: ObjectFormat, signal?: AbortSignal): Promise<PackTable> {
    const hashBytes = HASH_BYTES[format];
    const pack = await identityAt(path, hashBytes);
    const indexPath = `${path.slice(0, -'.pack'.length)}.idx`;
    const tables = await readTables(indexPath, hashBytes);
    const sorted = await sortInSlices(offsetsOf(tables), signal);
    const count = sorted.length;
    const end = pack.size - hashBytes;
    const isWithin =
      count === 0 || ((sorted[0] ?? 0) >= HEADER_BYTES && (sorted.at(-1) ?? 0) < end);
    if (!isWithin) throw new RangeError('an index of another pack');
    return new PackTable(pack, indexPath, hashBytes, tables, sorted);
  }

  /** What it takes in memory. */
  get bytes(): number {
    return this.#large.length + this.#sorted.byteLength;
  }

  /**
   * Looks up objects of many blocks in one go through the index.
   * @param isWanted of which objects, by set and number
   * @param onFound hears of each that is in this pack
   */
  async find(
    sets: readonly OidSet[],
    isWanted: (set: number, number: number) => boolean,
    onFound: (set: number, number: number, entry: IndexedEntry) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const file = await open(this.#indexPath);
    try {
      const next = new Uint32Array(sets.length);
      const reader = new IndexReader(file, this.#hashBytes, this.#sorted.length, this.#mostAtOnce);
      for (let byte = 0; byte < FANOUT; byte += 1) {
        signal.throwIfAborted();
        const first = byte === 0 ? 0 : (this.#fanout[byte - 1] as number);
        byte = this.#lastByteAtOnce(byte, first);
        const wanted = sets.map((set, index) => {
          const from = next[index] as number;
          next[index] = endOfByte(set, from, byte);
          return set.order.subarray(from, next[index]).filter((number) => isWanted(index, number));
        });
        if (wanted.every(({ length }) => length === 0)) continue;
        const { ids, crcs, offsets } = await reader.read(first, this.#fanout[byte] as number);
        for (const [index, set] of sets.entries()) {
          for (const number of wanted[index] ?? []) {
            const place = placeOf(ids, set, number);
            if (place < 0) continue;
            const offset = offsetIn(offsets, place, this.#large);
            onFound(index, number, { rank: this.#rank(offset), crc: crcs.readUInt32BE(place * 4) });
          }
        }
      }
    } finally {
      await file.close();
    }
  }

  /** Where the entry begins that has so many before it; the next one begins at its end. */
  start(rank: number): number {
    return this.#sorted[rank] ?? this.pack.size - this.#hashBytes;
  }

  /** How many entries begin before this place. */
  #rank(offset: number): number {
    let low = 0;
    let high = this.#sorted.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Ids from number `first` on, which begin with `byte`, are read up to those that begin with this one. */
  #lastByteAtOnce(byte: number, first: number): number {
    let last = byte;
    while (last < FANOUT - 1) {
      const count = (this.#fanout[last + 1] as number) - first;
      if (count * this.#hashBytes > IDS_AT_ONCE) break;
      last += 1;
    }
    return last;
  }

  /** The most ids that are read at once. */
  get #mostAtOnce(): number {
    const counts = this.#fanout.map((count, byte) => count - (this.#fanout[byte - 1] ?? 0));
    return Math.max(
      IDS_AT_ONCE / this.#hashBytes,
      counts.reduce((a, b) => Math.max(a, b), 0),
    );
  }
}

/** Reads from an index what belongs to some of its ids, into the same memory each time. */
class IndexReader {
  readonly #file: FileHandle;
  readonly #hashBytes: number;
  readonly #count: number;
  readonly #ids: Buffer;
  readonly #crcs: Buffer;
  readonly #offsets: Buffer;

  /** @param most ids at once */
  constructor(file: FileHandle, hashBytes: number, count: number, most: number) {
    this.#file = file;
    this.#hashBytes = hashBytes;
    this.#count = count;
    this.#ids = Buffer.allocUnsafeSlow(Math.floor(most) * hashBytes);
    this.#crcs = Buffer.allocUnsafeSlow(Math.floor(most) * 4);
    this.#offsets = Buffer.allocUnsafeSlow(Math.floor(most) * 4);
  }

  /** Of the ids from number `from` up to `to`. */
  async read(from: number, to: number) {
    const count = to - from;
    const crcsAt = START_OF_OIDS + this.#count * this.#hashBytes;
    const column = (room: Buffer, start: number, bytes: number) =>
      filled(this.#file, room.subarray(0, count * bytes), start + from * bytes);
    const [ids, crcs, offsets] = await Promise.all([
      column(this.#ids, START_OF_OIDS, this.#hashBytes),
      column(this.#crcs, crcsAt, 4),
      column(this.#offsets, crcsAt + this.#count * 4, 4),
    ]);
    return { ids, crcs, offsets };
  }
}

interface Tables {
  readonly fanout: Uint32Array;
  /** Four bytes each, in the order of the ids. */
  readonly offsets: Buffer;
  readonly large: Buffer;
}

async function readTables(indexPath: string, hashBytes: number): Promise<Tables> {
  const file = await open(indexPath);
  try {
    const { size } = await file.stat();
    const head = await bytesAt(file, 0, START_OF_OIDS);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new RangeError('not such an index');
    const fanout = new Uint32Array(FANOUT);
    for (let byte = 0; byte < FANOUT; byte += 1) {
      fanout[byte] = head.readUInt32BE(MAGIC.length + byte * 4);
      if ((fanout[byte] as number) < (fanout[byte - 1] ?? 0)) throw new RangeError('out of order');
    }
    const count = fanout[FANOUT - 1] as number;
    const start = START_OF_OIDS + count * (hashBytes + 4);
    const largeAt = start + count * 4;
    const end = size - 2 * hashBytes;
    if (end < largeAt) throw new RangeError('an index that was cut short');
    return {
      fanout,
      offsets: await bytesAt(file, start, count * 4),
      large: await bytesAt(file, largeAt, end - largeAt),
    };
  } finally {
    await file.close();
  }
}

/** All of them. What they were read into is no longer of use. */
function offsetsOf({ offsets, large }: Tables): Uint32Array | Float64Array {
  const count = offsets.length / 4;
  if (large.length > 0) {
    return Float64Array.from({ length: count }, (_, position) =>
      offsetIn(offsets, position, large),
    );
  }
  if (endianness() === 'LE') offsets.swap32();
  return new Uint32Array(offsets.buffer, offsets.byteOffset, count);
}

function offsetIn(offsets: Buffer, position: number, large: Buffer): number {
  const value = offsets.readUInt32BE(position * 4);
  if (large.length === 0 || value < LARGE) return value;
  return Number(large.readBigUInt64BE((value - LARGE) * 8));
}

/** Behind the last of the ids that begin with this byte, or with a lower one. */
function endOfByte(set: OidSet, from: number, byte: number): number {
  let end = from;
  const first = (rank: number) => set.oids[(set.order[rank] as number) * set.hashBytes] as number;
  while (end < set.count && first(end) <= byte) end += 1;
  return end;
}

/** Which of the ids it is; -1 if it is none of them. */
function placeOf(ids: Buffer, { oids, hashBytes }: OidSet, number: number): number {
  const at = number * hashBytes;
  const word = oids.readUInt32BE(at);
  let low = 0;
  let high = ids.length / hashBytes;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = middle * hashBytes;
    let order = ids.readUInt32BE(start) - word;
    if (order === 0) order = ids.compare(oids, at, at + hashBytes, start, start + hashBytes);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return -1;
}

async function bytesAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  return filled(file, Buffer.allocUnsafeSlow(length), start);
}

async function filled(file: FileHandle, bytes: Buffer, start: number): Promise<Buffer> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done);
    if (bytesRead === 0) throw new RangeError('an index that was cut short');
    done += bytesRead;
  }
  return bytes;
}
