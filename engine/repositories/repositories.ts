import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { base32nopad } from '@scure/base';
import type { LocalRepository } from '../../shared/api/state.ts';
import type { HeadPatterns } from '../../shared/domain/git/head-patterns.ts';
import type { Visibility } from '../../shared/domain/visibility.ts';
import type { HeadCount } from '../../shared/domain/words/head-count.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { UnknownRepositoryError } from '../errors/repositories.ts';
import { openRepository } from '../git/open.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';
import { LocalCopy } from './local-copy.ts';
import { type RepositoryRecord, repositoryRecordSchema } from './repository-records.ts';

/** The repositories of mine that Shoal knows. */
export class Repositories implements AsyncDisposable {
  /** What is in one of them, or who may see it, has changed. */
  readonly events = new EventEmitter<{ changed: [] }>();
  readonly #file: JsonFile<RepositoryRecord[]>;
  readonly #copies = new Map<RepositoryId, LocalCopy>();

  private constructor(file: JsonFile<RepositoryRecord[]>) {
    this.#file = file;
  }

  /** Reads the list; the repositories themselves are read in the background. */
  static async open(folder: DataFolder): Promise<Repositories> {
    const file = await folder.openList('repositories.json', repositoryRecordSchema);
    const repositories = new Repositories(file);
    for (const record of file.value) {
      const copy = new LocalCopy(record, () => repositories.#changed());
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
    const copy = new LocalCopy(record, () => this.#changed());
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

  /** @throws UnknownRepositoryError */
  countHeads(id: RepositoryId, patterns: HeadPatterns): { chosen: HeadCount; all: HeadCount } {
    const copy = this.get(id);
    return { chosen: copy.count(patterns), all: copy.count({ only: [], except: [] }) };
  }

  async remove(id: RepositoryId): Promise<void> {
    const copy = this.get(id);
    this.#copies.delete(id);
    await this.#file.update((records) => records.filter((record) => record.id !== id));
    await copy[Symbol.asyncDispose]();
    this.#changed();
  }

  async refreshAll(): Promise<void> {
    await Promise.all(this.all.map((copy) => copy.refresh()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map((copy) => copy[Symbol.asyncDispose]()));
  }

  #changed(): void {
    this.events.emit('changed');
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
