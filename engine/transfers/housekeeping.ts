import pLimit from 'p-limit';
import { countStoredObjects } from '../git/count-objects.ts';
import { consolidatePacks } from '../git/multi-pack-index.ts';
import type { Repository } from '../git/open.ts';

/** With fewer packs there is nothing to gain. */
const MANY_PACKS = 4;

/**
 * Makes a fresh clone as tidy as one that git made: its blocks came as a pack each, and git would
 * soon start a garbage collection for their number. Nobody waits for it, and one that is
 * interrupted has only left more packs than needed.
 */
export class Housekeeping implements AsyncDisposable {
  readonly #oneAtATime = pLimit(1);
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();

  tidy(repository: Repository): void {
    const { signal } = this.#abort;
    const work = this.#oneAtATime(async () => {
      const { packs } = await countStoredObjects(repository, signal);
      if (packs >= MANY_PACKS) await consolidatePacks(repository, signal);
    });
    // A clone that was removed meanwhile, a full disk, the end of the engine: it stays as it is.
    const settled = work.catch(() => {}).finally(() => this.#running.delete(settled));
    this.#running.add(settled);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await Promise.all(this.#running);
  }
}
