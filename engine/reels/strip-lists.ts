import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is kept in memory before it goes to disk, for all strips together, in bytes. */
const BUFFER_BYTES = 16 * 1024 * 1024;
const MAX_PER_STRIP = 64 * 1024;

/** The object lists of a reel's strips, a file each, in lines that `git pack-objects` reads. */
export class StripLists {
  readonly #directory: string;
  readonly #flushAt: number;
  readonly #pending: { chunks: Buffer[]; bytes: number }[];

  constructor(directory: string, strips: number) {
    this.#directory = directory;
    this.#flushAt = Math.min(MAX_PER_STRIP, Math.ceil(BUFFER_BYTES / strips));
    this.#pending = Array.from({ length: strips }, () => ({ chunks: [], bytes: 0 }));
  }

  static path(directory: string, strip: number): string {
    return join(directory, `${strip}.list`);
  }

  /** Appends a line. Settles at once unless the strip's buffer is full. */
  async add(strip: number, line: Buffer): Promise<void> {
    const pending = this.#pending[strip];
    if (pending === undefined) throw new RangeError(`no strip ${strip}`);
    pending.chunks.push(line);
    pending.bytes += line.length;
    if (pending.bytes >= this.#flushAt) await this.#flush(strip);
  }

  /** Writes out what is left of these strips; each has a file then, if only an empty one. */
  async finish(strips: Iterable<number>): Promise<void> {
    for (const strip of strips) {
      await this.#flush(strip);
      await writeFile(StripLists.path(this.#directory, strip), '', { flag: 'a' });
    }
  }

  async #flush(strip: number): Promise<void> {
    const pending = this.#pending[strip];
    if (pending === undefined || pending.bytes === 0) return;
    const data = Buffer.concat(pending.chunks, pending.bytes);
    pending.chunks = [];
    pending.bytes = 0;
    await appendFile(StripLists.path(this.#directory, strip), data);
  }
}
