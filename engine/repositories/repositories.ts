import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { base32nopad } from '@scure/base';
import pLimit from 'p-limit';
import type { LocalRepository } from '../../shared/api/state.ts';
import type { HeadPatterns } from '../../shared/domain/git/head-patterns.ts';
import type { Opening } from '../../shared/domain/room/opening.ts';
import type { Visibility } from '../../shared/domain/visibility.ts';
import type { HeadMatches } from '../../shared/domain/words/head-count.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { KeptForOthersError } from '../errors/depot.ts';
import { ReplacedRepositoryError, UnknownRepositoryError } from '../errors/repositories.ts';
import type { DataFolder } from '../store/data-folder.ts';
import type { JsonFile } from '../store/json-file.ts';
import type { Keeper } from './kept/keeper.ts';
import { LocalCopy } from './local-copy.ts';
import { openCopy } from './read-copy.ts';
import { type RepositoryRecord, repositoryRecordSchema } from './repository-records.ts';

/**
 * How often each is looked at, in milliseconds: one that was moved, or whose disk is gone, says nothing
 * of it.
 */
const LOOK = 5_000;

/** The repositories of mine that Shoal knows. */
export class Repositories implements AsyncDisposable {
  /** What is in one of them, or who may see it, has changed. */
  readonly events = new EventEmitter<{ changed: [] }>();
  readonly #file: JsonFile<RepositoryRecord[]>;
  readonly #copies = new Map<RepositoryId, LocalCopy>();
  readonly #looking: NodeJS.Timeout;
  /** Checks that read whole histories: one at a time. */
  readonly #checks = pLimit(1);

  readonly #isPaused: () => boolean;

  private constructor(file: JsonFile<RepositoryRecord[]>, isPaused: () => boolean) {
    this.#file = file;
    this.#isPaused = isPaused;
    this.#looking = setInterval(() => {
      for (const copy of this.all) void copy.look();
    }, LOOK);
  }

  /**
   * Reads the list; the repositories themselves are read in the background.
   * @param isPaused whether nothing is shared for a while
   */
  static async open(
    folder: DataFolder,
    isPaused: () => boolean = () => false,
  ): Promise<Repositories> {
    const file = await folder.openList('repositories.json', repositoryRecordSchema);
    const repositories = new Repositories(file, isPaused);
    for (const record of file.value) {
      void repositories.#take(record).refresh();
    }
    return repositories;
  }

  /** Whether nothing is shared for a while. */
  get isPaused(): boolean {
    return this.#isPaused();
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
   * Makes the repository at `path` known, visible to nobody. Its working trees are one and the same.
   * @throws NotARepositoryError, ShallowRepositoryError and what else `openRepository` throws
   */
  async add(path: string): Promise<LocalRepository> {
    const opened = await openCopy(path);
    const { repository } = opened;
    const known = this.all.find(
      ({ record, reading }) =>
        record.path === repository.path || reading?.repository.commonDir === repository.commonDir,
    );
    if (known !== undefined) {
      // Another working tree of it may have been opened.
      await known.refresh(known.record.path === repository.path ? opened : undefined);
      return known.toState();
    }
    const record: RepositoryRecord = {
      id: newRepositoryId(),
      path: repository.path,
      visibility: { to: 'nobody' },
      only: [],
      except: [],
    };
    const copy = this.#take(record);
    await this.#file.update((records) => [...records, record]);
    await copy.refresh(opened);
    return copy.toState();
  }

  /**
   * Takes in what is kept for others, beside the user's own: it is in no list of this folder, but in its keeper's.
   * What was not read before is read by `refresh`.
   */
  adopt(record: RepositoryRecord, keeper: Keeper): LocalCopy {
    return this.#take(record, keeper);
  }

  /** What was adopted is kept no more. */
  async release(id: RepositoryId): Promise<void> {
    const copy = this.get(id);
    this.#copies.delete(id);
    await copy[Symbol.asyncDispose]();
    this.events.emit('changed');
  }

  /** Who may see what is there now, if it is another project than before, too; an opening ends with that. */
  async setVisibility(id: RepositoryId, visibility: Visibility): Promise<void> {
    const copy = this.#own(id);
    if (!(await copy.isFresh())) {
      const isReplaced = copy.failure instanceof ReplacedRepositoryError;
      const project = isReplaced ? { project: undefined } : {};
      await this.#change(id, { visibility, opening: undefined, ...project });
      return;
    }
    // Nothing of what was read a moment ago changes by that.
    const change = { visibility, opening: undefined };
    await this.#write({ ...copy.record, ...change });
    copy.retell({ ...copy.record, ...change });
    this.events.emit('changed');
  }

  /**
   * Opens these to everyone for a while, and no others. Whom their owner chose for each stays written beside it, so
   * that nothing has to be put back: it holds again as soon as the opening does not. Settles when that is on disk.
   */
  async openForAWhile(ids: ReadonlySet<RepositoryId>, opening: Opening): Promise<void> {
    await this.#setOpenings((id) => (ids.has(id) ? opening : undefined));
  }

  /** Nothing is open to everyone any more but by its owner's choice. */
  async closeAll(): Promise<void> {
    await this.#setOpenings(() => undefined);
  }

  async setHeads(id: RepositoryId, { only, except }: HeadPatterns): Promise<void> {
    await this.#change(id, { only: [...only], except: [...except] });
  }

  async setFetchesAhead(id: RepositoryId, fetchesAhead: boolean): Promise<void> {
    await this.#change(id, { fetchesAhead });
  }

  /** @throws UnknownRepositoryError */
  countHeads(id: RepositoryId, patterns: HeadPatterns): HeadMatches {
    return this.get(id).match(patterns);
  }

  /** @throws UnknownRepositoryError, KeptForOthersError */
  async remove(id: RepositoryId): Promise<void> {
    const copy = this.#own(id);
    this.#copies.delete(id);
    await this.#file.update((records) => records.filter((record) => record.id !== id));
    await copy[Symbol.asyncDispose]();
    this.events.emit('changed');
  }

  async refreshAll(): Promise<void> {
    await Promise.all(this.all.map((copy) => copy.refresh()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#looking);
    await Promise.all(this.all.map((copy) => copy[Symbol.asyncDispose]()));
  }

  #take(record: RepositoryRecord, keeper?: Keeper): LocalCopy {
    const copy = new LocalCopy(record, {
      ...(keeper === undefined ? {} : { keeper }),
      checks: this.#checks,
      isPaused: this.#isPaused,
      onChange: () => this.events.emit('changed'),
      // What could not be written holds in memory, and is written with the next change.
      onRecord: (changed) => void this.#write(changed).catch(() => {}),
    });
    this.#copies.set(record.id, copy);
    return copy;
  }

  /** One of the user's. @throws UnknownRepositoryError, KeptForOthersError */
  #own(id: RepositoryId): LocalCopy {
    const copy = this.get(id);
    if (copy.keeper !== null) throw new KeptForOthersError();
    return copy;
  }

  async #write(record: RepositoryRecord): Promise<void> {
    await this.#file.update((records) =>
      records.map((old) => (old.id === record.id ? record : old)),
    );
  }

  async #setOpenings(openingOf: (id: RepositoryId) => Opening | undefined): Promise<void> {
    for (const copy of this.all.filter(({ keeper }) => keeper === null)) {
      const opening = openingOf(copy.record.id);
      if (copy.record.opening !== opening) copy.retell({ ...copy.record, opening });
    }
    this.events.emit('changed');
    await this.#file.update((records) => records.map((old) => this.find(old.id)?.record ?? old));
  }

  async #change(id: RepositoryId, change: Partial<RepositoryRecord>): Promise<void> {
    const copy = this.#own(id);
    const record = { ...copy.record, ...change };
    await this.#write(record);
    await copy.change(record);
  }
}

function newRepositoryId(): RepositoryId {
  return base32nopad.encode(randomBytes(10)).toLowerCase() as RepositoryId;
}
