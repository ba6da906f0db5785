import type { FileHandle } from 'node:fs/promises';
import type { PackSums } from './pack-sums.ts';

/** Takes the bytes of a block as they come, for its sums and, where wanted, for a file. */
export class Outlet {
  readonly #sums: PackSums;
  readonly #copy: FileHandle | null;
  readonly #buffer: Buffer;
  #filled = 0;

  /** @param buffer for what is added before a flush */
  constructor(sums: PackSums, copy: FileHandle | null, buffer: Buffer) {
    this.#sums = sums;
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
    this.#sums.add(bytes);
    if (this.#copy !== null) await this.#copy.writeFile(bytes);
  }
}
