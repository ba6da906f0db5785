import { LRUCache } from 'lru-cache';
import { LIMITS } from '../../shared/gtp/limits.ts';
import { type Block, formatBlock } from '../../shared/gtp/reel.ts';
import type { ReelName } from '../../shared/ids.ts';

/** Which received blocks a peer has said that it passes on. */
export class Holdings {
  readonly #reels = new LRUCache<ReelName, Map<string, Block>>({ max: LIMITS.reelsAnnounced });
  #sendsRuns = false;

  /** Whether it has said that it sends several of them in one answer. */
  get sendsRuns(): boolean {
    return this.#sendsRuns;
  }

  /** Beyond the bounds, the reel that was told of longest ago is forgotten, and further blocks are ignored. */
  add(reel: ReelName, blocks: readonly Block[], sendsRuns = false): void {
    this.#sendsRuns = sendsRuns;
    const known = this.#reels.get(reel) ?? new Map<string, Block>();
    this.#reels.set(reel, known);
    for (const block of blocks) {
      if (known.size < LIMITS.blocksPerReel) known.set(formatBlock(block), block);
    }
  }

  /** It turned out not to pass this reel on any more. */
  forget(reel: ReelName): void {
    this.#reels.delete(reel);
  }

  /** By the block's text (`formatBlock`). */
  of(reel: ReelName): ReadonlyMap<string, Block> {
    return this.#reels.peek(reel) ?? NONE;
  }

  clear(): void {
    this.#reels.clear();
  }
}

const NONE: ReadonlyMap<string, Block> = new Map();
