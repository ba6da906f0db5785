import type { Block } from '../../shared/gtp/reel.ts';
import type { PeerId } from '../../shared/ids.ts';
import { TooLargeToGiveError } from '../errors/repositories.ts';
import { deferred } from '../waiting/deferred.ts';
import type { FairTurns } from '../waiting/fair-turns.ts';
import { SharedWork, type Taker } from '../waiting/shared-work.ts';

/** Lists a reel's objects; `onCommits` is called when the commits' blocks are known, long before the others. */
export type MakeLists = (
  onCommits: (blocks: Block[]) => void,
  signal: AbortSignal,
) => Promise<Block[]>;

/** One attempt at the lists of a reel. */
interface Attempt {
  readonly commits: Promise<Block[]>;
  readonly work: SharedWork<PeerId, Block[]>;
}

/** The lists stay as long as this is not disposed of. */
export interface HeldLists extends Disposable {
  /** Settle when the lists of the commits' blocks, and of the others, are on disk. */
  readonly commits: Promise<Block[]>;
  readonly others: Promise<Block[]>;
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
    const { commits, work } = this.#attempt;
    const place = work.join(taker);
    const others = place.result;
    // Whichever comes first: a taker that leaves waits for neither.
    const early = Promise.race([commits, others]);
    early.catch(() => {});
    return { commits: early, others, [Symbol.dispose]: () => place[Symbol.dispose]() };
  }

  [Symbol.dispose](): void {
    this.#attempt?.work.end();
  }

  #begin(): Attempt {
    const commits = deferred<Block[]>();
    commits.promise.catch(() => {});
    const before = this.#cleared;
    const work = new SharedWork<PeerId, Block[]>(this.#turns, async (signal) => {
      await before;
      const making = this.#make(commits.resolve, signal);
      making.catch((error: unknown) => {
        if (error instanceof TooLargeToGiveError) this.#refusal = error;
        commits.reject(error);
      });
      this.#cleared = making.catch(() => {});
      return making;
    });
    return { commits: commits.promise, work };
  }
}
