/** Ids are kept in slabs of this many: growing copies nothing, and leaves nothing behind. */
const IDS_PER_SLAB = 16_384;

/** Object ids, packed. They come and go as hex digits in ASCII, as git writes them. */
export class OidColumn {
  readonly #bytes: number;
  readonly #slabs: Buffer[] = [];
  #length = 0;

  /** @param bytes of an id, 20 or 32 */
  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  get length(): number {
    return this.#length;
  }

  /** Appends the id whose digits stand in `source` from `at` on. */
  push(source: Uint8Array, at: number): void {
    if (this.#length % IDS_PER_SLAB === 0) {
      this.#slabs.push(Buffer.allocUnsafeSlow(IDS_PER_SLAB * this.#bytes));
    }
    const slab = this.#slab(this.#length);
    const start = this.#start(this.#length);
    for (let index = 0; index < this.#bytes; index += 1) {
      slab[start + index] = byteAt(source, at + 2 * index);
    }
    this.#length += 1;
  }

  /** Writes the digits of the id in `row` into `target` from `at` on. */
  write(row: number, target: Uint8Array, at: number): void {
    const slab = this.#slab(row);
    const start = this.#start(row);
    for (let index = 0; index < this.#bytes; index += 1) {
      const byte = slab[start + index] ?? 0;
      target[at + 2 * index] = digitOf(byte >> 4);
      target[at + 2 * index + 1] = digitOf(byte & 15);
    }
  }

  /** Orders the ids of two rows as their digits would be. */
  compare(a: number, b: number): number {
    const end = this.#bytes;
    const [startA, startB] = [this.#start(a), this.#start(b)];
    return this.#slab(a).compare(this.#slab(b), startB, startB + end, startA, startA + end);
  }

  /** Whether the id in `row` has the digits that stand in `source` from `at` on. */
  equals(row: number, source: Uint8Array, at: number): boolean {
    const slab = this.#slab(row);
    const start = this.#start(row);
    for (let index = 0; index < this.#bytes; index += 1) {
      if (slab[start + index] !== byteAt(source, at + 2 * index)) return false;
    }
    return true;
  }

  /** Bytes `4 * index` to `4 * index + 3` of the id in `row`, as a number. */
  word(row: number, index: number): number {
    return this.#slab(row).readUInt32BE(this.#start(row) + 4 * index);
  }

  #slab(row: number): Buffer {
    const slab = this.#slabs[Math.floor(row / IDS_PER_SLAB)];
    if (slab === undefined) throw new RangeError(`no row ${row}`);
    return slab;
  }

  #start(row: number): number {
    return (row % IDS_PER_SLAB) * this.#bytes;
  }
}

/** The same of the id whose digits stand in `source` from `at` on. */
export function wordOf(source: Uint8Array, at: number, index: number): number {
  const start = at + 8 * index;
  let word = 0;
  for (let digit = 0; digit < 8; digit += 2) word = (word << 8) | byteAt(source, start + digit);
  return word >>> 0;
}

function byteAt(source: Uint8Array, at: number): number {
  return (valueOfDigit(source[at] ?? 0) << 4) | valueOfDigit(source[at + 1] ?? 0);
}

/** '0' to '9' are 0x30 to 0x39, 'a' to 'f' 0x61 to 0x66. */
function valueOfDigit(digit: number): number {
  return digit < 0x60 ? digit & 15 : digit - 0x57;
}

function digitOf(value: number): number {
  return value < 10 ? 0x30 + value : 0x57 + value;
}
