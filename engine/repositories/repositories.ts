import { randomBytes } from 'node:crypto';
import { base32nopad } from '@scure/base';
import type { LocalRepository } from '../../shared/api/state.ts';
import type { HeadPatterns } from '../../shared/domain/git/head-patterns.ts';
import type { Visibility } from '../../shared/domain/visibility.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { UnknownRepositoryError } from '../errors/repositories.ts';
import { openRepository } from '../git/open.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';
import { LocalCopy } from './local-copy.ts';
import { type RepositoryRecord, repositoryRecordSchema } from './repository-records.ts';

/** The repositories of mine that Shoal knows. */
export class Repositories implements AsyncDisposable {
  readonly #file: JsonFile<RepositoryRecord[]>;
  readonly #copies = new Map<RepositoryId, LocalCopy>();
  readonly #onChange: () => void;

  private constructor(file: JsonFile<RepositoryRecord[]>, onChange: () => void) {
    this.#file = file;
    this.#onChange = onChange;
  }

  /** Reads the list; the repositories themselves are read in the background. */
  static async open(folder: DataFolder, onChange: () => void): Promise<Repositories> {
    const file = await folder.openList('repositories.json', repositoryRecordSchema);
    const repositories = new Repositories(file, onChange);
    for (const record of file.value) {
      const copy = new LocalCopy(record, onChange);
      repositories.#copies.set(record.id, copy);
      void copy.refresh();
    }
    return repositories;
  }

  get all(): readonly LocalCopy[] {
    return [...this.#copies.values()];
  }

  find(id: RepositoryId): LocalCopy | null {
    return this.#copies.get(id) ?? null;
  }

  /** @throws UnknownRepositoryError */
  get(id: RepositoryId): LocalCopy {
    const copy = this.#copies.get(id);
    if (copy === undefined) throw new UnknownRepositoryError();
    return copy;
  }

  /**
   * Makes the repository at `path` known, visible to nobody.
   * @throws NotARepositoryError, ShallowRepositoryError and what else `openRepository` throws
   */
  async add(path: string): Promise<LocalRepository> {
    const repository = await openRepository(path);
    const known = this.all.find(({ record }) => record.path === repository.path);
    if (known !== undefined) {
      await known.refresh();
      return known.toState();
    }
    const record: RepositoryRecord = {
      id: newRepositoryId(),
      path: repository.path,
      visibility: { to: 'nobody' },
      only: [],
      except: [],
    };
    const copy = new LocalCopy(record, this.#onChange);
    this.#copies.set(record.id, copy);
    await this.#file.update((records) => [...records, record]);
    await copy.refresh();
    return copy.toState();
  }

  async setVisibility(id: RepositoryId, visibility: Visibility): Promise<void> {
    await this.#change(id, { visibility });
  }

  async setHeads(id: RepositoryId, { only, except }: HeadPatterns): Promise<void> {
    await this.#change(id, { only: [...only], except: [...except] });
  }

  async remove(id: RepositoryId): Promise<void> {
    const copy = this.get(id);
    this.#copies.delete(id);
    await this.#file.update((records) => records.filter((record) => record.id !== id));
    await copy[Symbol.asyncDispose]();
    this.#onChange();
  }

  async refreshAll(): Promise<void> {
    await Promise.all(this.all.map((copy) => copy.refresh()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map((copy) => copy[Symbol.asyncDispose]()));
  }

  async #change(id: RepositoryId, change: Partial<RepositoryRecord>): Promise<void> {
    const copy = this.get(id);
    const record = { ...copy.record, ...change };
    await this.#file.update((records) => records.map((old) => (old.id === id ? record : old)));
    await copy.change(record);
  }
}

function newRepositoryId(): RepositoryId {
  return base32nopad.encode(randomBytes(10)).toLowerCase() as RepositoryId;
}
