import type { LimitFunction } from 'p-limit';
import type { MergeOutlook } from '../../shared/domain/git/merge-outlook.ts';
import { CancelledError } from '../../shared/errors.ts';
import type { Oid } from '../../shared/ids.ts';
import { GitFailedError } from '../git/errors.ts';
import { mergeTree } from '../git/merge-tree.ts';
import type { Repository } from '../git/open.ts';
import { inScratchRepository } from '../git/scratch-repository.ts';

/** Teammates' commits looked at for one repository, the newest: a peer may list thousands. */
export const MAX_WATCHED = 200;
/** Outlooks remembered; a pair of commits never changes its outlook. */
const MAX_REMEMBERED = 4 * MAX_WATCHED;
/** Merges in one scratch repository, and between two reports. */
const BATCH = 16;
/** A merge that takes longer is given up for good, in milliseconds. */
const MAX_MERGE_TIME = 20_000;
/** After so many of them, those that follow have less time: somebody may make them slow on purpose. */
const MAX_SLOW = 3;
const SHORT_MERGE_TIME = 1_000;

/** A teammate's commit that diverged from mine. */
export interface Candidate {
  readonly oid: Oid;
  /** Seconds since 1970. */
  readonly time: number;
}

interface Pair {
  readonly key: string;
  readonly mine: Oid;
  readonly theirs: Oid;
}

interface Parts {
  readonly repository: Repository;
  readonly scratchDirectory: string;
  /** Shared with the other repositories' radars. */
  readonly limit: LimitFunction;
  /** More is known than at the last look. */
  readonly onChange: () => void;
}

/** Finds out, for one repository of mine, which of the teammates' commits would conflict with mine. */
export class Radar implements AsyncDisposable {
  readonly #parts: Parts;
  /** Null: git could not tell. */
  readonly #known = new Map<string, MergeOutlook | null>();
  #watched: readonly Pair[] = [];
  #merging: { readonly pair: Pair; readonly abort: AbortController } | null = null;
  #isRunning = false;
  /** Merges that were given up. */
  #slow = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Watches these commits from now on, and no others: a merge under way that nobody waits for any more
   * ends.
   * @param mine my checked-out commit; null if there is none
   * @returns what is known already, by teammates' commit
   */
  look(mine: Oid | null, candidates: readonly Candidate[]): Map<Oid, MergeOutlook> {
    this.#watched = mine === null ? [] : newestPairs(mine, candidates);
    if (this.#merging !== null && !this.#isWatched(this.#merging.pair)) this.#merging.abort.abort();
    const outlooks = new Map<Oid, MergeOutlook>();
    for (const { key, theirs } of this.#watched) {
      const outlook = this.#known.get(key);
      if (outlook != null) outlooks.set(theirs, outlook);
    }
    if (!this.#isRunning && this.#nextBatch().length > 0) {
      this.#isRunning = true;
      this.#running = this.#run();
    }
    return outlooks;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.look(null, []);
    await this.#running;
  }

  /** Does not fail: what went wrong for no fault of the commits is tried again at the next look. */
  async #run(): Promise<void> {
    try {
      for (let batch = this.#nextBatch(); batch.length > 0; batch = this.#nextBatch()) {
        await this.#parts.limit(() => this.#mergeAll(batch));
        this.#parts.onChange();
      }
    } catch {
    } finally {
      this.#isRunning = false;
    }
  }

  #nextBatch(): Pair[] {
    return this.#watched.filter(({ key }) => !this.#known.has(key)).slice(0, BATCH);
  }

  async #mergeAll(batch: readonly Pair[]): Promise<void> {
    const { repository, scratchDirectory } = this.#parts;
    await inScratchRepository(repository, scratchDirectory, async (place) => {
      for (const pair of batch) {
        if (!this.#isWatched(pair)) continue;
        const abort = new AbortController();
        this.#merging = { pair, abort };
        const signal = AbortSignal.any([
          abort.signal,
          AbortSignal.timeout(this.#slow < MAX_SLOW ? MAX_MERGE_TIME : SHORT_MERGE_TIME),
        ]);
        try {
          this.#remember(pair, await mergeTree(place, pair.mine, pair.theirs, signal));
        } catch (error) {
          if (abort.signal.aborted) continue;
          const isUntold = error instanceof GitFailedError || error instanceof CancelledError;
          if (!isUntold) throw error;
          if (error instanceof CancelledError) this.#slow += 1;
          this.#remember(pair, null);
        } finally {
          this.#merging = null;
        }
      }
    });
  }

  #isWatched({ key }: Pair): boolean {
    return this.#watched.some((pair) => pair.key === key);
  }

  #remember({ key }: Pair, outlook: MergeOutlook | null): void {
    this.#known.set(key, outlook);
    if (this.#known.size <= MAX_REMEMBERED) return;
    for (const old of this.#known.keys()) {
      if (this.#watched.some((pair) => pair.key === old)) continue;
      this.#known.delete(old);
      return;
    }
  }
}

function newestPairs(mine: Oid, candidates: readonly Candidate[]): Pair[] {
  const newest = [...candidates].sort((a, b) => b.time - a.time).map(({ oid }) => oid);
  return [...new Set(newest)]
    .slice(0, MAX_WATCHED)
    .map((theirs) => ({ key: `${mine} ${theirs}`, mine, theirs }));
}
