import type { Block } from '../../shared/gtp/reel.ts';
import { Condition } from '../waiting/condition.ts';

/** Of which blocks a reel is made, as far as that is known. */
export class ToldBlocks {
  readonly #blocks: Block[] = [];
  /** How many objects of each strip are in these blocks. */
  readonly #counts = new Map<number, number>();
  readonly #news = new Condition();
  #isComplete = false;

  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Settles when more is known; to be taken before looking. */
  get changed(): Promise<void> {
    return this.#news.changed;
  }

  tell(blocks: readonly Block[]): void {
    this.#add(blocks);
    this.#news.notifyAll();
  }

  /** These are the last ones. */
  complete(blocks: readonly Block[]): void {
    this.#add(blocks);
    this.#isComplete = true;
    this.#news.notifyAll();
  }

  /** All but the first `count`. */
  from(count: number): Block[] {
    return this.#blocks.slice(count);
  }

  /** Whether what is in this block is in those that are known, wherever they are cut. */
  covers({ strip, to }: Block): boolean {
    return to <= (this.#counts.get(strip) ?? 0);
  }

  #add(blocks: readonly Block[]): void {
    for (const block of blocks) {
      this.#blocks.push(block);
      this.#counts.set(block.strip, Math.max(block.to, this.#counts.get(block.strip) ?? 0));
    }
  }
}
