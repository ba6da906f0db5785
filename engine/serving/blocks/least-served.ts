import { LRUCache } from 'lru-cache';
import { LIMITS } from '../../../shared/gtp/limits.ts';
import { type Block, formatBlock } from '../../../shared/gtp/reel.ts';
import type { ReelName } from '../../../shared/ids.ts';

/** Reels whose counts are remembered. */
const MAX_REELS = 64;

/**
 * How often each block was sent. In a crowd everybody lacks the same blocks: who sends each of them
 * the one that was sent least often gets all blocks into the crowd in the time of one copy.
 */
export class LeastServed {
  readonly #reels = new LRUCache<ReelName, Map<string, number>>({ max: MAX_REELS });

  /**
   * Of the blocks that somebody lacks, the one to send; it counts as sent from now on.
   * @param candidates not empty; of those sent equally often, the first that is ready wins
   */
  choose(reel: ReelName, candidates: readonly Block[], isReady: (block: Block) => boolean): Block {
    const counts = this.#countsOf(reel);
    const ranked = candidates.map((block, order) => ({
      block,
      rank: [counts.get(formatBlock(block)) ?? 0, isReady(block) ? 0 : 1, order] as const,
    }));
    const { block } = ranked.reduce((best, each) => (isBefore(each.rank, best.rank) ? each : best));
    this.#count(reel, block, 1);
    return block;
  }

  /** It was chosen, but not sent to its end. */
  takeBack(reel: ReelName, block: Block): void {
    this.#count(reel, block, -1);
  }

  #count(reel: ReelName, block: Block, by: number): void {
    const counts = this.#countsOf(reel);
    const key = formatBlock(block);
    // A reel has not so many: somebody makes them up.
    if (counts.size >= LIMITS.blocksPerReel) counts.clear();
    counts.set(key, Math.max(0, (counts.get(key) ?? 0) + by));
  }

  #countsOf(reel: ReelName): Map<string, number> {
    const counts = this.#reels.get(reel) ?? new Map<string, number>();
    this.#reels.set(reel, counts);
    return counts;
  }
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? 0;
    if (value !== against) return value < against;
  }
  return false;
}
