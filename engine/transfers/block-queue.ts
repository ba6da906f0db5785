/**
 * Which block to ask which source for. Pure bookkeeping: it starts nothing and waits for nothing.
 * Every block is asked for once, until none is left to begin; then sources that have nothing to do
 * take over what others are still busy with, and whoever is first wins.
 */
export class BlockQueue<Block, Source> {
  readonly #pending: Block[] = [];
  /** Who is busy with a block, in the order in which they began. */
  readonly #inFlight = new Map<Block, Set<Source>>();
  readonly #done = new Set<Block>();
  #total = 0;
  #isSealed = false;

  add(blocks: readonly Block[]): void {
    this.#pending.push(...blocks);
    this.#total += blocks.length;
  }

  /** No block will be added any more. */
  seal(): void {
    this.#isSealed = true;
  }

  get isSealed(): boolean {
    return this.#isSealed;
  }

  get isDone(): boolean {
    return this.#isSealed && this.#done.size === this.#total;
  }

  /**
   * The block that `source` shall bring next; null if there is nothing that it could help with.
   * @param maxCopies how many sources may be busy with one block at the same time
   */
  take(source: Source, maxCopies: number): Block | null {
    const block = this.#pending.shift() ?? this.#slowest(source, maxCopies);
    if (block === null) return null;
    const busy = this.#inFlight.get(block) ?? new Set();
    this.#inFlight.set(block, busy.add(source));
    return block;
  }

  /** @returns whether it was the first: only then the block counts */
  finish(block: Block): boolean {
    if (this.#done.has(block)) return false;
    this.#done.add(block);
    this.#inFlight.delete(block);
    return true;
  }

  /** `source` will not bring this block: another one may. */
  giveUp(block: Block, source: Source): void {
    const busy = this.#inFlight.get(block);
    if (busy === undefined) return;
    busy.delete(source);
    if (busy.size > 0) return;
    this.#inFlight.delete(block);
    this.#pending.unshift(block);
  }

  isFinished(block: Block): boolean {
    return this.#done.has(block);
  }

  /** Of the blocks that are under way elsewhere, the one that was begun first. */
  #slowest(source: Source, maxCopies: number): Block | null {
    // Duplicates only at the very end: before it, new blocks may come any moment.
    if (!this.#isSealed) return null;
    for (const [block, busy] of this.#inFlight) {
      if (busy.size < maxCopies && !busy.has(source)) return block;
    }
    return null;
  }
}
