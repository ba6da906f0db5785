/** Keys hold a number of an object beside 32 more bits, and stay whole numbers. */
export const MOST_OBJECTS = 2 ** 21;

/** The numbers of objects in keys that hold something else in front. */
export function numbersIn(keys: Float64Array): Uint32Array {
  const numbers = new Uint32Array(keys.length);
  // The remainder of a division takes many times as long where numbers are not whole ones of 32 bits.
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] as number;
    numbers[index] = key - Math.floor(key / MOST_OBJECTS) * MOST_OBJECTS;
  }
  return numbers;
}

/** The ids of a block's objects, by number and in order. */
export class OidSet {
  readonly count: number;
  readonly hashBytes: number;
  /** In the order of their numbers, one behind the other. */
  readonly oids: Buffer;
  /** Their numbers, in the order of their ids. */
  readonly order: Uint32Array;

  /** @throws RangeError for more than `MOST_OBJECTS` */
  constructor(oids: Buffer, hashBytes: number) {
    this.oids = oids;
    this.hashBytes = hashBytes;
    this.count = oids.length / hashBytes;
    if (this.count > MOST_OBJECTS) throw new RangeError('more objects than a sheet can have');
    this.order = this.#sort();
  }

  oid(number: number): Buffer {
    return this.oids.subarray(number * this.hashBytes, (number + 1) * this.hashBytes);
  }

  /** The ids in order, one behind the other. */
  get sorted(): Buffer {
    const sorted = Buffer.allocUnsafeSlow(this.oids.length);
    let at = 0;
    for (const number of this.order) {
      this.oids.copy(sorted, at, number * this.hashBytes, (number + 1) * this.hashBytes);
      at += this.hashBytes;
    }
    return sorted;
  }

  /** The number of the id that stands in `bytes` from `at` on; -1 if it is none of these. */
  find(bytes: Buffer, at: number): number {
    const { order } = this;
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const number = order[middle] as number;
      const start = number * this.hashBytes;
      const end = start + this.hashBytes;
      const difference = this.oids.compare(bytes, at, at + this.hashBytes, start, end);
      if (difference === 0) return number;
      if (difference < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  /** By their first four bytes, which tell nearly all apart; then by all of them. */
  #sort(): Uint32Array {
    const keys = new Float64Array(this.count);
    for (let number = 0; number < this.count; number += 1) {
      keys[number] = this.oids.readUInt32BE(number * this.hashBytes) * MOST_OBJECTS + number;
    }
    const order = numbersIn(keys.sort());
    for (let index = 1; index < order.length; index += 1) {
      const number = order[index] as number;
      let place = index;
      while (place > 0 && this.oid(number).compare(this.oid(order[place - 1] as number)) < 0) {
        order[place] = order[place - 1] as number;
        place -= 1;
      }
      order[place] = number;
    }
    return order;
  }
}
