import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Repository } from '../../git/open.ts';
import { countCommits, type Range } from '../../git/rev-list.ts';

/** Counts remembered; the one unused for longest is forgotten first. */
const MAX_REMEMBERED = 4_096;

/**
 * How many commits lie between commits: it never changes for the same ids, and a crowd on its way to the
 * same heads asks for the same over and over.
 */
export class CommitCounts {
  readonly #known = new LRUCache<string, number>({ max: MAX_REMEMBERED });

  async of(
    repository: Repository,
    range: Range,
    options: { firstParent?: boolean; signal?: AbortSignal } = {},
  ): Promise<number> {
    const key = keyOf(repository, range, options.firstParent ?? false);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const count = await countCommits(repository, range, options);
    this.#known.set(key, count);
    return count;
  }
}

/** There may be thousands of ids: a hash of them takes less room. */
function keyOf(
  { gitDir }: Repository,
  { from, notFrom = [] }: Range,
  firstParent: boolean,
): string {
  const words = [gitDir, String(firstParent), [...from].sort().join(), [...notFrom].sort().join()];
  return createHash('sha256').update(words.join('\n')).digest('base64');
}
