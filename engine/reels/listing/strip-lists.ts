import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is kept in memory before it goes to disk, for all strips together, in bytes. */
const BUFFER_BYTES = 8 * 1024 * 1024;
const MAX_PER_STRIP = 64 * 1024;
/** What may be on its way to the disk, in bytes. */
const MAX_WRITING = 1024 * 1024;
const NEWLINE = 0x0a;
const NO_BUFFER = Buffer.alloc(0);

/** The object lists of a reel's strips, a file each, in lines that `git pack-objects` reads. */
export class StripLists {
  readonly #directory: string;
  readonly #capacity: number;
  readonly #pending: { buffer: Buffer; length: number }[];
  /** Buffers that were written out, to be filled again: many large ones are slow to be collected. */
  readonly #spare: Buffer[] = [];
  /** Settles when all that is on its way is on disk. */
  #written: Promise<void> = Promise.resolve();
  #writing = 0;

  constructor(directory: string, strips: number) {
    this.#directory = directory;
    this.#capacity = Math.min(MAX_PER_STRIP, Math.ceil(BUFFER_BYTES / strips));
    this.#pending = Array.from({ length: strips }, () => ({ buffer: NO_BUFFER, length: 0 }));
  }

  static path(directory: string, strip: number): string {
    return join(directory, `${strip}.list`);
  }

  /** Appends the line that stands in `source` from `from` up to `to`, without its newline. */
  add(strip: number, source: Buffer, from: number, to: number): void {
    const pending = this.#pending[strip];
    if (pending === undefined) throw new RangeError(`no strip ${strip}`);
    const size = to - from + 1;
    if (pending.length + size > pending.buffer.length) {
      if (pending.length > 0) this.#write(strip);
      pending.buffer = this.#emptyBuffer(size);
    }
    source.copy(pending.buffer, pending.length, from, to);
    pending.length += size;
    pending.buffer[pending.length - 1] = NEWLINE;
  }

  /** Whether much is on its way to the disk: `room` is to be awaited then before more is added. */
  get isBehind(): boolean {
    return this.#writing > MAX_WRITING;
  }

  async room(): Promise<void> {
    await this.#written;
  }

  /** Settles when nothing is on its way to the disk any more, whatever came of it. */
  async settled(): Promise<void> {
    await this.#written.catch(() => {});
  }

  /** Writes out what is left of these strips; each has a file then, if only an empty one. */
  async finish(strips: Iterable<number>): Promise<void> {
    for (const strip of strips) this.#write(strip);
    await this.#written;
  }

  #emptyBuffer(size: number): Buffer {
    if (size > this.#capacity) return Buffer.allocUnsafeSlow(size);
    return this.#spare.pop() ?? Buffer.allocUnsafeSlow(this.#capacity);
  }

  #write(strip: number): void {
    const pending = this.#pending[strip];
    if (pending === undefined) return;
    const { buffer, length } = pending;
    pending.buffer = NO_BUFFER;
    pending.length = 0;
    this.#writing += length;
    const path = StripLists.path(this.#directory, strip);
    this.#written = this.#written
      .then(() => appendFile(path, buffer.subarray(0, length)))
      .then(() => {
        this.#writing -= length;
        if (buffer.length === this.#capacity) this.#spare.push(buffer);
      });
    // Told by whoever awaits `room` or `finish` next.
    this.#written.catch(() => {});
  }
}
