import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Alias } from '../../shared/domain/git/tracking-refs.ts';
import { listRefs } from '../git/for-each-ref.ts';
import type { Repository } from '../git/open.ts';
import { fetchesInto, foldCase, type Remote } from './remotes.ts';

/** Which names below `refs/remotes/` cannot be had in a repository, at this moment. */
export class TakenNames {
  readonly #repository: Repository;
  readonly #remotes: readonly Remote[];
  /** Of those who have refs there, or remotes, by `foldCase`. */
  readonly #names: ReadonlySet<string>;

  private constructor(
    repository: Repository,
    remotes: readonly Remote[],
    names: ReadonlySet<string>,
  ) {
    this.#repository = repository;
    this.#remotes = remotes;
    this.#names = names;
  }

  static async read(
    repository: Repository,
    remotes: readonly Remote[],
    signal: AbortSignal,
  ): Promise<TakenNames> {
    const { direct, symbolic } = await listRefs(repository, ['refs/remotes/'], signal);
    const refs = [...direct.keys(), ...symbolic.keys()].map(
      (ref) => ref.slice('refs/remotes/'.length).split('/', 1)[0] ?? '',
    );
    // What has the beginning of a remote's name would have to be a folder, and be fetched into by it.
    const names = remotes.map(({ name }) => name.split('/', 1)[0] ?? '');
    return new TakenNames(repository, remotes, new Set([...refs, ...names].map(foldCase)));
  }

  async has(alias: Alias): Promise<boolean> {
    if (this.#names.has(foldCase(alias))) return true;
    if (this.#remotes.some((remote) => fetchesInto(remote, alias))) return true;
    // git does not list a symbolic ref that leads nowhere.
    const path = join(this.#repository.commonDir, 'refs', 'remotes', alias);
    return lstat(path).then(
      (entry) => !entry.isDirectory(),
      () => false,
    );
  }
}
