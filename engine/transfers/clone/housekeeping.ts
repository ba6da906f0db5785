import pLimit from 'p-limit';
import type { ShareBack } from '../../../shared/domain/visibility.ts';
import { countStoredObjects } from '../../git/count-objects.ts';
import { consolidatePacks } from '../../git/multi-pack-index.ts';
import type { Repositories } from '../../repositories/repositories.ts';

/** With fewer packs there is nothing to gain. */
const MANY_PACKS = 4;

/** What is done for a fresh clone while it is in use already. Nobody waits for it. */
export class Housekeeping implements AsyncDisposable {
  readonly #repositories: Repositories;
  readonly #oneAtATime = pLimit(1);
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();
  /** Settles when the clone in this folder has been read. */
  readonly #takingIn = new Map<string, Promise<void>>();

  constructor(repositories: Repositories) {
    this.#repositories = repositories;
  }

  /** Makes it a repository of mine: reading its history takes a moment. */
  takeIn(directory: string): void {
    const adding = this.#track(async () => void (await this.#repositories.add(directory)));
    this.#takingIn.set(directory, adding);
    void adding.then(() => this.#takingIn.delete(directory));
  }

  /** Shows it to those with whom the user wants to share it. */
  share(directory: string, to: ShareBack = 'nobody'): void {
    if (to === 'nobody') return;
    void this.#track(async () => {
      const known = await this.#find(directory);
      if (known !== undefined) await this.#repositories.setVisibility(known.record.id, { to });
    });
  }

  /** It is no repository of mine any more. */
  async forget(directory: string): Promise<void> {
    const known = await this.#find(directory);
    if (known !== undefined) await this.#repositories.remove(known.record.id);
  }

  /**
   * Makes it as tidy as one that git made, where its packs could not be put together as they came (a full disk,
   * very many objects): git would soon start a garbage collection for their number. An interruption only leaves
   * more packs than needed.
   */
  tidy(directory: string): void {
    const { signal } = this.#abort;
    void this.#track(() =>
      this.#oneAtATime(async () => {
        const repository = (await this.#find(directory))?.reading?.repository;
        if (repository === undefined) return;
        const { packs } = await countStoredObjects(repository, signal);
        if (packs >= MANY_PACKS) await consolidatePacks(repository, signal);
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await Promise.all(this.#running);
  }

  async #find(directory: string) {
    await this.#takingIn.get(directory);
    return this.#repositories.all.find(({ record }) => record.path === directory);
  }

  /** A clone that was removed meanwhile, a full disk, the end of the engine: it stays as it is. */
  #track(work: () => Promise<void>): Promise<void> {
    const settled = work()
      .catch(() => {})
      .finally(() => this.#running.delete(settled));
    this.#running.add(settled);
    return settled;
  }
}
