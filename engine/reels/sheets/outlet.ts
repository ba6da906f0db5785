import type { Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** Takes the bytes of a block as they come, for its checksum and, where wanted, for a file. */
export class Outlet {
  readonly #hash: Hash;
  readonly #copy: FileHandle | null;
  readonly #buffer: Buffer;
  #filled = 0;

  /** @param buffer for what is added before a flush */
  constructor(hash: Hash, copy: FileHandle | null, buffer: Buffer) {
    this.#hash = hash;
    this.#copy = copy;
    this.#buffer = buffer;
  }

  /** @param from the first of the bytes that count */
  add(bytes: Buffer, from = 0): void {
    this.#filled += bytes.copy(this.#buffer, this.#filled, from);
  }

  /** The last bytes that were added, up to so many. */
  last(count: number): Buffer {
    return this.#buffer.subarray(this.#filled - count, this.#filled);
  }

  async flush(): Promise<void> {
    const bytes = this.#buffer.subarray(0, this.#filled);
    this.#filled = 0;
    await this.#write(bytes);
  }

  /** What is too long to be added: flushed at once. */
  async pass(bytes: Buffer): Promise<void> {
    await this.flush();
    await this.#write(bytes);
  }

  async #write(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return;
    this.#hash.update(bytes);
    if (this.#copy !== null) await this.#copy.writeFile(bytes);
  }
}
