import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is kept in memory before it goes to disk, for all blocks together, in bytes. */
const BUFFER_BYTES = 16 * 1024 * 1024;
const MAX_PER_BLOCK = 64 * 1024;

/** The object lists of a reel's blocks, a file each, as `git pack-objects` reads them. */
export class BlockLists {
  readonly #directory: string;
  readonly #flushAt: number;
  readonly #pending: { chunks: Buffer[]; bytes: number }[];

  constructor(directory: string, blocks: number) {
    this.#directory = directory;
    this.#flushAt = Math.min(MAX_PER_BLOCK, Math.ceil(BUFFER_BYTES / blocks));
    this.#pending = Array.from({ length: blocks }, () => ({ chunks: [], bytes: 0 }));
  }

  static path(directory: string, block: number): string {
    return join(directory, `${block}.list`);
  }

  /** Appends a line. Settles at once unless the block's buffer is full. */
  async add(block: number, line: Buffer): Promise<void> {
    const pending = this.#pending[block];
    if (pending === undefined) throw new RangeError(`no block ${block}`);
    pending.chunks.push(line);
    pending.bytes += line.length;
    if (pending.bytes >= this.#flushAt) await this.#flush(block);
  }

  /** Writes out what is left of these blocks; each has a file then, if only an empty one. */
  async finish(blocks: Iterable<number>): Promise<void> {
    for (const block of blocks) {
      await this.#flush(block);
      await writeFile(BlockLists.path(this.#directory, block), '', { flag: 'a' });
    }
  }

  async #flush(block: number): Promise<void> {
    const pending = this.#pending[block];
    if (pending === undefined || pending.bytes === 0) return;
    const data = Buffer.concat(pending.chunks, pending.bytes);
    pending.chunks = [];
    pending.bytes = 0;
    await appendFile(BlockLists.path(this.#directory, block), data);
  }
}
