import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { Overview } from '../../shared/gtp/overview.ts';
import type { Oid } from '../../shared/ids.ts';
import type { Repository } from '../git/open.ts';
import { readOverview } from './read-overview.ts';

const REMEMBERED = 32;
/** How long the reading of one may take, in milliseconds. */
const PATIENCE = 60_000;

/** Overviews of repositories on this computer: each read once, however many ask. */
export class Overviews {
  readonly #known = new LRUCache<string, Promise<Overview | null>>({ max: REMEMBERED });
  readonly #readings = pLimit(availableParallelism());

  /** @returns null if the head leads to no commit */
  of(repository: Repository, head: Oid, visible: readonly Oid[]): Promise<Overview | null> {
    // Whoever may see other heads gets an overview of their own.
    const heads = createHash('sha256').update(visible.join('\n')).digest('hex');
    const key = `${head} ${heads} ${repository.gitDir}`;
    const reading = this.#known.get(key) ?? this.#read(key, repository, head, visible);
    this.#known.set(key, reading);
    return reading;
  }

  /** Goes on when one of those who wait for it leaves. */
  #read(
    key: string,
    repository: Repository,
    head: Oid,
    visible: readonly Oid[],
  ): Promise<Overview | null> {
    const reading = this.#readings(() =>
      readOverview(repository, head, visible, AbortSignal.timeout(PATIENCE)),
    );
    reading.catch(() => {
      if (this.#known.peek(key) === reading) this.#known.delete(key);
    });
    return reading;
  }
}
