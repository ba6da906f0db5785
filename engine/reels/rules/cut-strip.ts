import type { Block } from '../../../shared/gtp/reel.ts';

/** A strip up to this many times the size of a block stays whole: cutting costs deltas. */
const WHOLE = 1.5;

/** Cuts a strip into blocks, object by object; one larger than a block is a block of its own. */
export class StripCutter {
  readonly #strip: number;
  readonly #blockBytes: number;
  readonly #blocks: Block[] = [];
  #total = 0;
  #count = 0;
  /** The block under way: its first object, and its size. */
  #from = 0;
  #bytes = 0;

  /** @param blockBytes what a block should come to */
  constructor(strip: number, blockBytes: number) {
    this.#strip = strip;
    this.#blockBytes = blockBytes;
  }

  /** @param size what the strip's next object takes on disk, in bytes */
  add(size: number): void {
    if (this.#bytes + size > WHOLE * this.#blockBytes) this.#cut();
    this.#count += 1;
    this.#total += size;
    this.#bytes += size;
    if (this.#bytes >= this.#blockBytes) this.#cut();
  }

  /** How many blocks could be taken now. */
  get settled(): number {
    return this.#isCut ? this.#blocks.length : 0;
  }

  /** Those that stay as they are, whatever else is added; each is taken once. */
  takeSettled(): Block[] {
    return this.#isCut ? this.#blocks.splice(0) : [];
  }

  /** All others. */
  finish(): Block[] {
    if (this.#count === 0) return [];
    if (!this.#isCut) return [{ strip: this.#strip, from: 0, to: this.#count }];
    this.#cut();
    return this.#blocks;
  }

  /** Whether the strip is more than one block, however it goes on. */
  get #isCut(): boolean {
    return this.#total > WHOLE * this.#blockBytes;
  }

  #cut(): void {
    if (this.#count > this.#from) {
      this.#blocks.push({ strip: this.#strip, from: this.#from, to: this.#count });
    }
    this.#from = this.#count;
    this.#bytes = 0;
  }
}

/** The same objects in at most `most` blocks: those next to each other in a strip are joined, two by two. */
export function joinBlocks(blocks: readonly Block[], most: number): Block[] {
  if (blocks.length <= most) return [...blocks];
  const joined: Block[] = [];
  let isSingle = false;
  for (const block of blocks) {
    const last = joined.at(-1);
    const isNext = last?.strip === block.strip && last.to === block.from;
    if (isSingle && last !== undefined && isNext) {
      joined[joined.length - 1] = { ...last, to: block.to };
      isSingle = false;
    } else {
      joined.push(block);
      isSingle = true;
    }
  }
  return joined.length < blocks.length ? joinBlocks(joined, most) : joined;
}
