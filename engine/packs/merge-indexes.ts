import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ObjectFormat } from '../../shared/ids.ts';
import { FANOUT, indexHead, offsetTables } from '../git/index-tables.ts';
import type { LoadedIndex } from './loaded-index.ts';

/** So many objects are merged in one go, some milliseconds, while nothing else can happen. */
const STRIDE = 16_384;

/** The index of a pack whose entries stand in another one, all together, in their order. */
export interface MovedIndex {
  readonly tables: LoadedIndex;
  /** By how many bytes they are further behind there. */
  readonly shift: number;
  /** Only entries that begin between these two offsets, the second not included, in bytes; all if left out. */
  readonly only?: readonly [from: number, to: number];
}

/**
 * Writes the index of a pack that is made of others' entries, as `git index-pack` would compute it from that
 * pack (gitformat-pack(5), version 2).
 * @param checksum of that pack, in hex
 */
export async function mergeIndexes(
  parts: readonly MovedIndex[],
  checksum: string,
  format: ObjectFormat,
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  const order = await sorted(parts, signal);
  const file = await open(path, 'wx');
  try {
    await write(new HashedFile(file, format), parts, order, checksum);
  } finally {
    await file.close();
  }
}

/** Which part each object of the merged index is from, and its place there. */
interface Order {
  readonly part: Uint16Array;
  readonly position: Uint32Array;
}

async function sorted(parts: readonly MovedIndex[], signal?: AbortSignal): Promise<Order> {
  const ways = new Ways(parts);
  const most = parts.reduce((sum, { tables }) => sum + tables.count, 0);
  const part = new Uint16Array(most);
  const position = new Uint32Array(most);
  let total = 0;
  for (let cursor = ways.first; cursor !== undefined; cursor = ways.advanced()) {
    part[total] = cursor.part;
    position[total] = cursor.position;
    total += 1;
    if (total % STRIDE === 0) {
      await breathe();
      signal?.throwIfAborted();
    }
  }
  return { part: part.subarray(0, total), position: position.subarray(0, total) };
}

/**
 * Ways through several indexes at once: a heap, whose first one is at the least id. To look at all of them for each
 * object took most of the time of putting a hundred packs together.
 */
class Ways {
  readonly #heap: Cursor[];

  constructor(parts: readonly MovedIndex[]) {
    this.#heap = parts.map((part, number) => new Cursor(part, number));
    this.#heap = this.#heap.filter(({ isAtEnd }) => !isAtEnd);
    for (let at = (this.#heap.length >> 1) - 1; at >= 0; at -= 1) this.#sink(at);
  }

  get first(): Cursor | undefined {
    return this.#heap[0];
  }

  /** One object further. @returns the new first one */
  advanced(): Cursor | undefined {
    const [first] = this.#heap;
    first?.advance();
    if (first?.isAtEnd) {
      const last = this.#heap.pop();
      if (last !== undefined && this.#heap.length > 0) this.#heap[0] = last;
    }
    this.#sink(0);
    return this.#heap[0];
  }

  #sink(from: number): void {
    const heap = this.#heap;
    const sinking = heap[from];
    if (sinking === undefined) return;
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      const right = heap[left + 1];
      const least = right?.isBefore(heap[left]) ? left + 1 : left;
      const lower = heap[least];
      if (lower === undefined || !lower.isBefore(sinking)) break;
      heap[at] = lower;
      at = least;
    }
    heap[at] = sinking;
  }
}

/** A way through one index in the order of its ids. */
class Cursor {
  position = -1;
  /** The number of the index. */
  readonly part: number;
  #key = 0;
  readonly #tables: LoadedIndex;
  readonly #from: number;
  readonly #to: number;

  constructor({ tables, only = [0, Number.POSITIVE_INFINITY] }: MovedIndex, part: number) {
    this.part = part;
    this.#tables = tables;
    [this.#from, this.#to] = only;
    this.advance();
  }

  get isAtEnd(): boolean {
    return this.position >= this.#tables.count;
  }

  advance(): void {
    do this.position += 1;
    while (!this.isAtEnd && !this.#isMeant());
    if (!this.isAtEnd) this.#key = this.#tables.key(this.position);
  }

  isBefore(other: Cursor | undefined): boolean {
    if (other === undefined) return true;
    if (this.#key !== other.#key) return this.#key < other.#key;
    return this.#tables.oid(this.position).compare(other.#tables.oid(other.position)) < 0;
  }

  #isMeant(): boolean {
    const offset = this.#tables.offset(this.position);
    return offset >= this.#from && offset < this.#to;
  }
}

async function write(
  file: HashedFile,
  parts: readonly MovedIndex[],
  { part, position }: Order,
  checksum: string,
): Promise<void> {
  const total = part.length;
  const each = async (
    bytes: number,
    fill: (into: Buffer, at: number, from: MovedIndex, number: number) => void,
  ) => {
    for (let start = 0; start < total; start += STRIDE) {
      const end = Math.min(total, start + STRIDE);
      const piece = Buffer.alloc((end - start) * bytes);
      for (let index = start; index < end; index += 1) {
        const from = parts[part[index] ?? 0];
        if (from !== undefined) fill(piece, (index - start) * bytes, from, position[index] ?? 0);
      }
      await file.write(piece);
    }
  };
  const counts = new Uint32Array(FANOUT);
  for (let index = 0; index < total; index += 1) {
    const first = parts[part[index] ?? 0]?.tables.firstByte(position[index] ?? 0) ?? 0;
    counts[first] = (counts[first] ?? 0) + 1;
  }
  await file.write(indexHead(counts));
  await each(parts[0]?.tables.hashBytes ?? 0, (into, at, { tables }, number) => {
    tables.copyOid(number, into, at);
  });
  await each(4, (into, at, { tables }, number) => {
    into.writeUInt32BE(tables.crc(number), at);
  });
  const offsets = new Float64Array(total);
  for (let index = 0; index < total; index += 1) {
    const from = parts[part[index] ?? 0];
    offsets[index] = from === undefined ? 0 : from.tables.offset(position[index] ?? 0) + from.shift;
  }
  for (const table of offsetTables(offsets)) await file.write(table);
  await file.write(Buffer.from(checksum, 'hex'));
  await file.end();
}

/** A file that ends with the hash of what is in it. */
class HashedFile {
  readonly #file: FileHandle;
  readonly #hash: Hash;

  constructor(file: FileHandle, format: ObjectFormat) {
    this.#file = file;
    this.#hash = createHash(format);
  }

  async write(bytes: Buffer): Promise<void> {
    this.#hash.update(bytes);
    await this.#file.writeFile(bytes);
  }

  async end(): Promise<void> {
    await this.#file.writeFile(this.#hash.digest());
  }
}
