import type { Block, PlanLine } from '../../shared/gtp/reel.ts';
import type { PeerId } from '../../shared/ids.ts';
import { TooLargeToGiveError } from '../errors/repositories.ts';
import type { FairTurns } from '../waiting/fair-turns.ts';
import { type Place, SharedWork, type Taker } from '../waiting/shared-work.ts';
import { ToldBlocks } from './told-blocks.ts';

/**
 * Lists a reel's objects; `onBlocks` hears of blocks when what is in them is on disk, long before the listing is at
 * its end. It settles with all others.
 */
export type MakeLists = (
  onBlocks: (blocks: readonly Block[]) => void,
  signal: AbortSignal,
) => Promise<readonly Block[]>;

/** One attempt at the lists of a reel. */
interface Attempt {
  readonly told: ToldBlocks;
  readonly work: SharedWork<PeerId, void>;
}

/** The lists stay as long as this is not disposed of. */
export class HeldLists implements Disposable {
  readonly #told: ToldBlocks;
  readonly #place: Place<void>;

  constructor({ told, work }: Attempt, taker: Taker<PeerId>) {
    this.#told = told;
    this.#place = work.join(taker);
  }

  /** Settles when all lists are on disk. */
  get all(): Promise<void> {
    return this.#place.result;
  }

  /** The blocks, as they become known. */
  async *plan(): AsyncGenerator<PlanLine> {
    for (let count = 0; ; ) {
      const { changed, isComplete } = this.#told;
      const blocks = this.#told.from(count);
      count += blocks.length;
      if (blocks.length > 0 || isComplete) yield { blocks, isLast: isComplete };
      if (isComplete) return;
      await this.#orOver(changed);
    }
  }

  /** Settles when the list of what is in this block is on disk; where there is no such block, when all are. */
  async untilListed(block: Block): Promise<void> {
    for (;;) {
      const { changed, isComplete } = this.#told;
      if (isComplete || this.#told.covers(block)) return;
      await this.#orOver(changed);
    }
  }

  [Symbol.dispose](): void {
    this.#place[Symbol.dispose]();
  }

  /** @throws what the listing fails with, and when the taker leaves */
  async #orOver(changed: Promise<void>): Promise<void> {
    await Promise.race([changed, this.#place.result]);
  }
}

/** The lists of a reel's objects: made for those who wait for them, and given up when nobody does any more. */
export class ReelListing implements Disposable {
  readonly #turns: FairTurns<PeerId>;
  readonly #make: MakeLists;
  #attempt: Attempt | null = null;
  /** Why nobody could take all of it; so it stays. */
  #refusal: TooLargeToGiveError | null = null;
  /** Settles when the attempt before is out of the way. */
  #cleared: Promise<unknown> = Promise.resolve();

  constructor(turns: FairTurns<PeerId>, make: MakeLists) {
    this.#turns = turns;
    this.#make = make;
  }

  get isDone(): boolean {
    return this.#attempt?.work.isDone ?? false;
  }

  get isWaitedFor(): boolean {
    return this.#attempt?.work.isWaitedFor ?? false;
  }

  /** @throws TooLargeToGiveError if it is known that nobody could take all of it */
  hold(taker: Taker<PeerId>): HeldLists {
    if (this.#refusal !== null) throw this.#refusal;
    if (this.#attempt === null || this.#attempt.work.isOver) this.#attempt = this.#begin();
    return new HeldLists(this.#attempt, taker);
  }

  [Symbol.dispose](): void {
    this.#attempt?.work.end();
  }

  #begin(): Attempt {
    const told = new ToldBlocks();
    const before = this.#cleared;
    const work = new SharedWork<PeerId, void>(this.#turns, async (signal) => {
      await before;
      const making = this.#make((blocks) => told.tell(blocks), signal);
      making.catch((error: unknown) => {
        if (error instanceof TooLargeToGiveError) this.#refusal = error;
      });
      this.#cleared = making.catch(() => {});
      told.complete(await making);
    });
    return { told, work };
  }
}
