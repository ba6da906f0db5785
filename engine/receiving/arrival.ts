import type { Block } from '../../shared/gtp/reel.ts';
import type { PartialBlock, PartialBlockSink } from '../asking/partial-block.ts';

/** What comes of one request for blocks, one after the other, and to whom it is told. */
export class Arrival implements PartialBlockSink {
  /** The part that is being written, as long as it is not complete. */
  part: PartialBlock | null = null;
  readonly #sink: PartialBlockSink;
  #enter: (block: Block) => () => void = () => () => {};
  #leave = () => {};

  constructor(sink: PartialBlockSink) {
    this.#sink = sink;
  }

  /** @param enter called when it is known which block comes; @returns what undoes that */
  onBlock(enter: (block: Block) => () => void): () => void {
    this.#enter = enter;
    return () => this.#leave();
  }

  begin(block: Block, checksum: string): PartialBlock | null {
    const part = this.#sink.begin(block, checksum);
    if (part !== null) this.adopt(part);
    return part;
  }

  restart(block: Block, checksum: string): PartialBlock {
    const part = this.#sink.restart(block, checksum);
    this.adopt(part);
    return part;
  }

  adopt(part: PartialBlock): void {
    this.part = part;
    this.#leave();
    this.#leave = this.#enter(part.block);
  }

  async complete(part: PartialBlock, index: string | null): Promise<void> {
    // First: whoever hears of it may stop all others that bring this block, and what follows it comes here.
    this.#leave();
    this.#leave = () => {};
    await this.#sink.complete(part, index);
    this.part = null;
  }

  onBytes(bytes: number): void {
    this.#sink.onBytes(bytes);
  }
}
