import type { LimitFunction } from 'p-limit';
import type { Head } from '../../shared/gtp/manifest.ts';
import type { Oid } from '../../shared/ids.ts';
import { DamagedRepositoryError } from '../errors/repositories.ts';
import { isGitFailure } from '../git/errors.ts';
import { isReadable } from '../git/fsck.ts';
import type { Repository } from '../git/open.ts';
import { checkComplete } from '../git/rev-list.ts';

/** Whether the objects are there, or also whether they can be read, which takes as long as reading all. */
type Thoroughness = 'there' | 'readable';

/** For how long objects that were found readable are not read again, in milliseconds. */
const READABLE_FOR = 60_000;

/** Checks the objects of one repository; what it found damaged stays so until it is found whole. */
export class ObjectCheck {
  readonly #limit: LimitFunction;
  readonly #signal: AbortSignal;
  #damage: Thoroughness | null = null;
  #readableAt = Number.NEGATIVE_INFINITY;

  /** @param limit shared with the other repositories: a check may read a long history */
  constructor(limit: LimitFunction, signal: AbortSignal) {
    this.#limit = limit;
    this.#signal = signal;
  }

  /** Whether what was damaged is whole again. @throws DamagedRepositoryError */
  async confirm(repository: Repository, heads: readonly Head[]): Promise<void> {
    if (this.#damage !== null) await this.check(repository, heads, this.#damage);
  }

  /** Checks what these heads reach. @throws DamagedRepositoryError */
  async check(
    repository: Repository,
    heads: readonly Head[],
    thoroughness: Thoroughness,
  ): Promise<void> {
    const isReading = thoroughness === 'readable';
    if (isReading && performance.now() - this.#readableAt < READABLE_FOR) return;
    const oids = [...new Set(heads.map(({ oid }) => oid))];
    try {
      if (oids.length > 0) {
        await this.#limit(() => checkObjects(repository, oids, thoroughness, this.#signal));
      }
      this.#damage = null;
      if (isReading) this.#readableAt = performance.now();
    } catch (error) {
      if (error instanceof DamagedRepositoryError) {
        this.#damage = thoroughness;
        this.#readableAt = Number.NEGATIVE_INFINITY;
      }
      throw error;
    }
  }
}

async function checkObjects(
  repository: Repository,
  heads: readonly Oid[],
  thoroughness: Thoroughness,
  signal: AbortSignal,
): Promise<void> {
  await checkComplete(repository, heads, signal).catch((error: unknown) => {
    if (!isGitFailure(error, 'bad-data')) throw error;
    throw new DamagedRepositoryError(repository.path, error);
  });
  if (thoroughness === 'there' || (await isReadable(repository, heads, signal))) return;
  throw new DamagedRepositoryError(repository.path);
}
