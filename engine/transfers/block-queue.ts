/**
 * Which block to ask which source for. Pure bookkeeping: it starts nothing and waits for nothing.
 * Every block is asked for once, until none is left to begin; then sources that have nothing to do
 * take over what others are still busy with, and whoever is first wins.
 */
export class BlockQueue<Source> {
  readonly #pending: number[];
  /** Who is busy with a block, in the order in which they began. */
  readonly #inFlight = new Map<number, Set<Source>>();
  readonly #done = new Set<number>();
  readonly #total: number;

  constructor(total: number) {
    this.#total = total;
    this.#pending = Array.from({ length: total }, (_, block) => block);
  }

  get isDone(): boolean {
    return this.#done.size === this.#total;
  }

  /**
   * The block that `source` shall bring next; null if there is nothing that it could help with.
   * @param maxCopies how many sources may be busy with one block at the same time
   */
  take(source: Source, maxCopies: number): number | null {
    const block = this.#pending.shift() ?? this.#slowest(source, maxCopies);
    if (block === null) return null;
    const busy = this.#inFlight.get(block) ?? new Set();
    this.#inFlight.set(block, busy.add(source));
    return block;
  }

  /** @returns whether it was the first: only then the block counts */
  finish(block: number): boolean {
    if (this.#done.has(block)) return false;
    this.#done.add(block);
    this.#inFlight.delete(block);
    return true;
  }

  /** `source` will not bring this block: another one may. */
  giveUp(block: number, source: Source): void {
    const busy = this.#inFlight.get(block);
    if (busy === undefined) return;
    busy.delete(source);
    if (busy.size > 0) return;
    this.#inFlight.delete(block);
    this.#pending.unshift(block);
  }

  isFinished(block: number): boolean {
    return this.#done.has(block);
  }

  /** Of the blocks that are under way elsewhere, the one that was begun first. */
  #slowest(source: Source, maxCopies: number): number | null {
    for (const [block, busy] of this.#inFlight) {
      if (busy.size < maxCopies && !busy.has(source)) return block;
    }
    return null;
  }
}
