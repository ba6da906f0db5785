import { setImmediate as breathe } from 'node:timers/promises';
import { MOST_OBJECTS, numbersIn } from './oid-set.ts';
import type { PackTable } from './pack-table.ts';

/** So many objects are looked up in one go. */
const STRIDE = 8_192;

/** The entries that a pack has of some of a block's objects, in the order of their places there. */
export class Entries {
  readonly pack: PackTable;
  /** Of the objects in the block. */
  readonly numbers: Uint32Array;
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;
  readonly #crcs: Uint32Array;

  private constructor(pack: PackTable, keys: Float64Array, crcOf: (number: number) => number) {
    this.pack = pack;
    this.numbers = numbersIn(keys);
    this.#starts = new Float64Array(keys.length);
    this.#ends = new Float64Array(keys.length);
    this.#crcs = new Uint32Array(keys.length);
    for (let entry = 0; entry < keys.length; entry += 1) {
      const rank = Math.floor((keys[entry] as number) / MOST_OBJECTS);
      this.#starts[entry] = pack.start(rank);
      this.#ends[entry] = pack.start(rank + 1);
      this.#crcs[entry] = crcOf(this.numbers[entry] as number);
    }
  }

  /**
   * @param rankOf how many entries of the pack are before that of the object with a number; -1 if it is not of these
   * @param crcOf what the pack's index says of its bytes
   */
  static async of(
    pack: PackTable,
    objects: number,
    rankOf: (number: number) => number,
    crcOf: (number: number) => number,
    signal: AbortSignal,
  ): Promise<Entries> {
    const keys = new Float64Array(objects);
    let count = 0;
    for (let number = 0; number < objects; number += 1) {
      const rank = rankOf(number);
      if (rank < 0) continue;
      keys[count] = rank * MOST_OBJECTS + number;
      count += 1;
      if (count % STRIDE > 0) continue;
      await breathe();
      signal.throwIfAborted();
    }
    return new Entries(pack, keys.subarray(0, count).sort(), crcOf);
  }

  get count(): number {
    return this.numbers.length;
  }

  /** In the pack, in bytes. */
  start(entry: number): number {
    return this.#starts[entry] as number;
  }

  /** In bytes, as it is in the pack. */
  length(entry: number): number {
    return (this.#ends[entry] as number) - this.start(entry);
  }

  /** What the pack's index says of its bytes. */
  crc(entry: number): number {
    return this.#crcs[entry] as number;
  }

  /** The number of the object whose entry begins at this place; -1 if it is none of these. */
  numberAt(start: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.start(middle) < start) low = middle + 1;
      else high = middle;
    }
    return this.#starts[low] === start ? (this.numbers[low] as number) : -1;
  }
}
