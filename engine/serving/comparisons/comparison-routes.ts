import type {
  Comparison,
  ComparisonRequest,
  DiffRequest,
  FileDiff,
} from '../../../shared/gtp/comparison.ts';
import type { Oid } from '../../../shared/ids.ts';
import type { Comparisons } from '../../comparing/comparisons.ts';
import { commitsOf } from '../../git/cat-file.ts';
import { findMergeBase } from '../../git/merge-base.ts';
import type { Repository } from '../../git/open.ts';
import { Refusal } from '../../gtp/router.ts';
import { areReachable, reachableCommits } from '../offers/reachable.ts';

/** How long an answer may be worked on, in milliseconds. */
const PATIENCE = 30_000;
/** A larger file is not looked at for others, in bytes. */
const LARGEST = 16 * 1024 * 1024;

/** What the asking peer may see of a copy. */
export interface Sight {
  readonly repository: Repository;
  /** Heads; what they reach may be seen, too. */
  readonly visible: readonly Oid[];
  /** The default branch, if that is among them. */
  readonly defaultHead: Oid | null;
}

/**
 * Tells what a head would bring, to somebody who has not fetched it. All that is told is reached by what the asking
 * peer may see; what it says that it has counts only as far as that is so, too.
 */
export class ComparisonRoutes {
  readonly #comparisons: Comparisons;
  readonly #patience: number;

  /** @param patience how long an answer may be worked on, in milliseconds */
  constructor(comparisons: Comparisons, patience = PATIENCE) {
    this.#comparisons = comparisons;
    this.#patience = patience;
  }

  /** @returns null if there is nothing that the asking peer may see */
  compare(
    sight: Sight,
    request: ComparisonRequest,
    signal: AbortSignal,
  ): Promise<Comparison | null> {
    return this.#inTime(signal, async (patience) => {
      const ends = await endsOf(sight, request, patience);
      if (ends === null) return null;
      const { head, haves } = ends;
      const compared = await this.#comparisons.compare(sight.repository, head, haves, patience);
      return { ...compared, head: request.head };
    });
  }

  /** @returns null if there is nothing that the asking peer may see, or no file of this path that differs */
  diff(sight: Sight, request: DiffRequest, signal: AbortSignal): Promise<FileDiff | null> {
    return this.#inTime(signal, async (patience) => {
      const ends = await endsOf(sight, request, patience);
      if (ends === null) return null;
      const from = await findMergeBase(sight.repository, ends.head, ends.haves, patience);
      const what = { path: request.path, from: request.from, largest: LARGEST };
      return this.#comparisons.diff(sight.repository, { from, to: ends.head }, what, patience);
    });
  }

  async #inTime<T>(signal: AbortSignal, work: (patience: AbortSignal) => Promise<T>): Promise<T> {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(this.#patience)]);
    try {
      return await work(patience);
    } catch (error) {
      if (signal.aborted || !patience.aborted) throw error;
      throw new Refusal(503, 'it takes too long');
    }
  }
}

/** Null for a commit that may not be seen; it takes as long for one that does not exist. */
async function endsOf(
  { repository, visible, defaultHead }: Sight,
  { head, haves }: ComparisonRequest,
  signal: AbortSignal,
): Promise<{ head: Oid; haves: readonly Oid[] } | null> {
  if (!(await areReachable(repository, [head], visible, signal))) return null;
  const [commit] = await commitsOf(repository, [head], signal);
  if (commit == null) return null;
  const known = await reachableCommits(repository, haves, visible, signal);
  if (known.size > 0) return { head: commit, haves: [...known] };
  return { head: commit, haves: defaultHead === null ? [] : [defaultHead] };
}
