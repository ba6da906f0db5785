import { PassThrough } from 'node:stream';
import { wholeLines } from '../../git/lines.ts';
import type { Repository } from '../../git/open.ts';
import { start } from '../../git/run.ts';

/** So many objects are asked for at once. */
const BATCH = 1_024;
const NEWLINE = 0x0a;
const ZERO = 0x30;

/**
 * What the objects of a reel take on disk here. git looks them up while the listing goes on; what is
 * kept in memory are the strips of those not yet answered.
 */
export class StripSizes implements Disposable {
  readonly #hexLength: number;
  readonly #onSize: (strip: number, size: number) => void;
  readonly #oids = new PassThrough({ highWaterMark: 256 * 1024 });
  readonly #answered: Promise<void>;
  /** The strips of what was asked for, in batches. */
  readonly #asked: Uint16Array[] = [];
  #lines: Buffer;
  #strips = new Uint16Array(BATCH);
  #count = 0;
  /** How far the first of `#asked` is answered. */
  #next = 0;

  /** @param onSize hears of each object in bytes, in the order in which they were added */
  constructor(
    repository: Repository,
    onSize: (strip: number, size: number) => void,
    signal?: AbortSignal,
  ) {
    this.#hexLength = repository.objectFormat === 'sha1' ? 40 : 64;
    this.#onSize = onSize;
    this.#lines = this.#emptyLines();
    const args = ['cat-file', '--batch-check=%(objectsize:disk)', '--buffer'];
    const running = start(repository, args, { signal, input: this.#oids });
    this.#answered = this.#readSizes(running);
    // Told by `room` and `finish`.
    this.#answered.catch(() => {});
  }

  /** Adds the object whose id's digits stand in `source` from `at` on. */
  add(strip: number, source: Buffer, at: number): void {
    const start = this.#count * (this.#hexLength + 1);
    source.copy(this.#lines, start, at, at + this.#hexLength);
    this.#lines[start + this.#hexLength] = NEWLINE;
    this.#strips[this.#count] = strip;
    this.#count += 1;
    if (this.#count === BATCH) this.#ask();
  }

  /** Whether git is behind with its answers: `room` is to be awaited then before more is added. */
  get isBehind(): boolean {
    return this.#oids.writableNeedDrain;
  }

  async room(): Promise<void> {
    // If git has ended, there is nobody to wait for.
    await Promise.race([
      new Promise<void>((resolve) => this.#oids.once('drain', resolve)),
      this.#answered,
    ]);
  }

  /** Settles when all sizes are told. */
  async finish(): Promise<void> {
    this.#ask();
    this.#oids.end();
    await this.#answered;
  }

  /** Ends git, finished or not. */
  [Symbol.dispose](): void {
    this.#oids.destroy();
  }

  #ask(): void {
    this.#asked.push(this.#strips.subarray(0, this.#count));
    this.#oids.write(this.#lines.subarray(0, this.#count * (this.#hexLength + 1)));
    this.#lines = this.#emptyLines();
    this.#strips = new Uint16Array(BATCH);
    this.#count = 0;
  }

  #emptyLines(): Buffer {
    return Buffer.allocUnsafeSlow(BATCH * (this.#hexLength + 1));
  }

  async #readSizes(running: ReturnType<typeof start>): Promise<void> {
    for await (const lines of wholeLines(running.stdout)) {
      let size = 0;
      for (const byte of lines) {
        if (byte === NEWLINE) {
          // What is no number, like `<oid> missing`, has come out far too large.
          this.#onSize(this.#nextStrip(), Number.isSafeInteger(size) ? size : 0);
          size = 0;
        } else size = 10 * size + byte - ZERO;
      }
    }
    await running.exit;
  }

  #nextStrip(): number {
    const [batch] = this.#asked;
    const strip = batch?.[this.#next];
    if (batch === undefined || strip === undefined) throw new RangeError('git told too many sizes');
    this.#next += 1;
    if (this.#next === batch.length) {
      this.#asked.shift();
      this.#next = 0;
    }
    return strip;
  }
}
