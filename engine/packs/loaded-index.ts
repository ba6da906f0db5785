import type { ObjectFormat } from '../../shared/ids.ts';
import {
  HASH_BYTES,
  INDEX_MAGIC,
  INDEX_VERSION,
  LARGE,
  START_OF_FANOUT,
  START_OF_OIDS,
} from '../git/index-tables.ts';

/** The tables of a pack's index (gitformat-pack(5), version 2), which git has written, in memory. */
export class LoadedIndex {
  readonly count: number;
  readonly hashBytes: number;
  readonly #bytes: Buffer;

  /** @throws RangeError unless it has the form of an index */
  constructor(bytes: Buffer, format: ObjectFormat) {
    this.#bytes = bytes;
    this.hashBytes = HASH_BYTES[format];
    const isIndex =
      bytes.length >= START_OF_OIDS + 2 * this.hashBytes &&
      bytes.readUInt32BE(0) === INDEX_MAGIC &&
      bytes.readUInt32BE(4) === INDEX_VERSION;
    this.count = isIndex ? bytes.readUInt32BE(START_OF_OIDS - 4) : 0;
    const least = START_OF_OIDS + this.count * (this.hashBytes + 8) + 2 * this.hashBytes;
    if (!isIndex || bytes.length < least) throw new RangeError('not the index of a pack');
  }

  oid(position: number): Buffer {
    const start = START_OF_OIDS + position * this.hashBytes;
    return this.#bytes.subarray(start, start + this.hashBytes);
  }

  copyOid(position: number, into: Buffer, at: number): void {
    const start = START_OF_OIDS + position * this.hashBytes;
    this.#bytes.copy(into, at, start, start + this.hashBytes);
  }

  firstByte(position: number): number {
    return this.#bytes[START_OF_OIDS + position * this.hashBytes] ?? 0;
  }

  /** The first six bytes of an id, as a number: enough to tell nearly any two apart. */
  key(position: number): number {
    return this.#bytes.readUIntBE(START_OF_OIDS + position * this.hashBytes, 6);
  }

  /** CRC-32 of an object's entry, as it is in the pack. */
  crc(position: number): number {
    return this.#bytes.readUInt32BE(this.#startOfCrcs + position * 4);
  }

  /** Where an object's entry begins in the pack, in bytes. */
  offset(position: number): number {
    const value = this.#bytes.readUInt32BE(this.#startOfOffsets + position * 4);
    if (value < LARGE) return value;
    const large = this.#startOfOffsets + this.count * 4 + (value - LARGE) * 8;
    return Number(this.#bytes.readBigUInt64BE(large));
  }

  /** The position of the id that stands in `oids` from `at` on; -1 if it is not here. */
  find(oids: Buffer, at: number): number {
    const first = oids[at] ?? 0;
    const word = oids.readUInt32BE(at);
    let low = first === 0 ? 0 : this.#fanout(first - 1);
    let high = this.#fanout(first);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const start = START_OF_OIDS + middle * this.hashBytes;
      let order = this.#bytes.readUInt32BE(start) - word;
      if (order === 0) {
        const end = start + this.hashBytes;
        order = this.#bytes.compare(oids, at, at + this.hashBytes, start, end);
      }
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  /** Whether an id is in it more than once. git takes such a pack (index-pack has `--strict` for it). */
  get holdsTwice(): boolean {
    for (let position = 1; position < this.count; position += 1) {
      if (this.key(position) !== this.key(position - 1)) continue;
      if (this.oid(position).equals(this.oid(position - 1))) return true;
    }
    return false;
  }

  /** How many ids begin with this byte or a lower one. */
  #fanout(byte: number): number {
    return Math.min(this.#bytes.readUInt32BE(START_OF_FANOUT + byte * 4), this.count);
  }

  get #startOfCrcs(): number {
    return START_OF_OIDS + this.count * this.hashBytes;
  }

  get #startOfOffsets(): number {
    return this.#startOfCrcs + this.count * 4;
  }
}
