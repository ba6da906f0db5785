import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ObjectFormat } from '../../../shared/ids.ts';

/** Sums of a pack that is being put together. */
export class PackSums {
  readonly #hash: Hash;
  #crc = 0;

  constructor(format: ObjectFormat) {
    this.#hash = createHash(format);
  }

  /** CRC-32 of all so far. */
  get crc(): number {
    return this.#crc;
  }

  add(bytes: Buffer): void {
    this.#hash.update(bytes);
    this.#crc = crc32(bytes, this.#crc);
  }

  /** What the pack ends with. Nothing is added any more. */
  checksum(): Buffer {
    return this.#hash.digest();
  }
}
