import { LIMITS } from '../../shared/gtp/limits.ts';
import { type Block, formatBlock } from '../../shared/gtp/reel.ts';
import type { ReelName } from '../../shared/ids.ts';

/** Which received blocks a peer has said that it passes on. */
export class Holdings {
  readonly #reels = new Map<ReelName, Map<string, Block>>();

  /** Beyond the bounds, the reel that was told of longest ago is forgotten, and further blocks are ignored. */
  add(reel: ReelName, blocks: readonly Block[]): void {
    const known = this.#reels.get(reel) ?? new Map<string, Block>();
    this.#reels.delete(reel);
    this.#reels.set(reel, known);
    for (const block of blocks) {
      if (known.size < LIMITS.blocksPerReel) known.set(formatBlock(block), block);
    }
    const oldest = this.#reels.keys().next().value;
    if (this.#reels.size > LIMITS.reelsAnnounced && oldest !== undefined)
      this.#reels.delete(oldest);
  }

  /** It turned out not to pass this reel on any more. */
  forget(reel: ReelName): void {
    this.#reels.delete(reel);
  }

  /** By the block's text (`formatBlock`). */
  of(reel: ReelName): ReadonlyMap<string, Block> {
    return this.#reels.get(reel) ?? NONE;
  }

  clear(): void {
    this.#reels.clear();
  }
}

const NONE: ReadonlyMap<string, Block> = new Map();
