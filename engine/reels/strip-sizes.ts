import { PassThrough } from 'node:stream';
import { byteLines } from '../git/lines.ts';
import type { Repository } from '../git/open.ts';
import { start } from '../git/run.ts';

/** How many objects there is room for at first. */
const INITIAL_CAPACITY = 16_384;
const NEWLINE = Buffer.from('\n');

/**
 * What the objects of a reel take on disk here, by strip. git looks them up while the listing goes
 * on; six bytes an object are kept.
 */
export class StripSizes {
  readonly #oids = new PassThrough({ highWaterMark: 1024 * 1024 });
  readonly #reading: Promise<void>;
  #strips = new Uint16Array(INITIAL_CAPACITY);
  #sizes = new Uint32Array(INITIAL_CAPACITY);
  #added = 0;
  #read = 0;

  constructor(repository: Repository, signal?: AbortSignal) {
    const args = ['cat-file', '--batch-check=%(objectsize:disk)', '--buffer'];
    const running = start(repository, args, { signal, input: this.#oids });
    this.#reading = this.#readSizes(running);
    // Told by `finish`.
    this.#reading.catch(() => {});
  }

  /** @param oid in hex digits; to be called in the order of the listing */
  async add(strip: number, oid: Buffer): Promise<void> {
    if (this.#added === this.#strips.length) this.#grow();
    this.#strips[this.#added] = strip;
    this.#added += 1;
    const hasRoom = this.#oids.write(Buffer.concat([oid, NEWLINE]));
    if (!hasRoom) await this.#drained();
  }

  /** The sizes of each strip's objects, in their order. */
  async finish(strips: number): Promise<Uint32Array[]> {
    this.#oids.end();
    await this.#reading;
    const counts = Array<number>(strips).fill(0);
    for (let index = 0; index < this.#added; index += 1) {
      const strip = this.#stripOf(index);
      counts[strip] = (counts[strip] ?? 0) + 1;
    }
    const lists = counts.map((count) => ({ sizes: new Uint32Array(count), next: 0 }));
    for (let index = 0; index < this.#added; index += 1) {
      const list = lists[this.#stripOf(index)];
      if (list === undefined) continue;
      list.sizes[list.next] = this.#sizes[index] ?? 0;
      list.next += 1;
    }
    return lists.map(({ sizes }) => sizes);
  }

  #stripOf(index: number): number {
    return this.#strips[index] ?? 0;
  }

  async #readSizes(running: ReturnType<typeof start>): Promise<void> {
    for await (const lines of byteLines(running.stdout)) {
      for (const line of lines) {
        this.#sizes[this.#read] = Number.parseInt(line.toString('latin1'), 10) || 0;
        this.#read += 1;
      }
    }
    await running.exit;
  }

  /** Waits for room; if git has ended, there is nobody to wait for. */
  async #drained(): Promise<void> {
    await Promise.race([
      new Promise<void>((resolve) => this.#oids.once('drain', resolve)),
      this.#reading,
    ]);
  }

  #grow(): void {
    const strips = new Uint16Array(this.#strips.length * 2);
    strips.set(this.#strips);
    this.#strips = strips;
    const sizes = new Uint32Array(this.#sizes.length * 2);
    sizes.set(this.#sizes);
    this.#sizes = sizes;
  }
}
