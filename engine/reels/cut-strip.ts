import type { Block } from '../../shared/gtp/reel.ts';

/** What a block should come to, in bytes: small enough to move, verify and serve on by itself. */
const BLOCK_BYTES = 4 * 1024 * 1024;
/** A strip up to this size stays whole: cutting costs deltas. */
const WHOLE_BYTES = 1.5 * BLOCK_BYTES;

/**
 * Cuts a strip into blocks of a few MiB, object by object; one larger than that is a block of its
 * own.
 */
export class StripCutter {
  readonly #strip: number;
  readonly #blocks: Block[] = [];
  #total = 0;
  #count = 0;
  /** The block under way: its first object, and its size. */
  #from = 0;
  #bytes = 0;

  constructor(strip: number) {
    this.#strip = strip;
  }

  /** @param size what the strip's next object takes on disk, in bytes */
  add(size: number): void {
    if (this.#bytes + size > WHOLE_BYTES) this.#cut();
    this.#count += 1;
    this.#total += size;
    this.#bytes += size;
    if (this.#bytes >= BLOCK_BYTES) this.#cut();
  }

  finish(): Block[] {
    if (this.#count === 0) return [];
    if (this.#total <= WHOLE_BYTES) return [{ strip: this.#strip, from: 0, to: this.#count }];
    this.#cut();
    return this.#blocks;
  }

  #cut(): void {
    if (this.#count > this.#from) {
      this.#blocks.push({ strip: this.#strip, from: this.#from, to: this.#count });
    }
    this.#from = this.#count;
    this.#bytes = 0;
  }
}
