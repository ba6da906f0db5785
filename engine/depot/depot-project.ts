import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MirrorOf } from '../../shared/api/depot-state.ts';
import type { PeerId, RepositoryId } from '../../shared/ids.ts';
import type { DepotFullError } from '../errors/depot.ts';
import type { Repository } from '../git/open.ts';
import { type RefChange, updateRefs } from '../git/update-ref.ts';
import { type Keeper, type KeptReading, keptReadingSchema } from '../repositories/kept/keeper.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { RepositoryRecord } from '../repositories/repository-records.ts';
import { forgetDamaged, JsonFile } from '../store/json-file.ts';
import { Turns } from '../waiting/turns.ts';
import { type DepotPersonRecord, type DepotRecord, depotRecordSchema } from './depot-records.ts';
import { folderBytes } from './folder-bytes.ts';

/** The names of what lies in a project's folder. */
export const PROJECT_FILES = {
  record: 'project.json',
  reading: 'reading.json',
  repository: 'project.git',
  chain: 'chain',
} as const;

/** That somebody asks for it is written down no more often, in milliseconds. */
const ASKED_AGAIN = 12 * 60 * 60_000;

/** The depot, as its projects know it. */
export interface DepotHome {
  /** Something is known of a project that was not before. */
  changed(): void;
  /** Bytes that may still come into a project. @throws DepotFullError where there is room for none */
  roomFor(project: DepotProject): number;
  /** What is said where so many bytes more are too many. */
  fullError(project: DepotProject, coming: number): DepotFullError;
}

/**
 * A project that a depot keeps: a folder with a bare repository, and what is known of it. Branches and tags are the
 * project's own; people's heads are below `refs/remotes/`, by the names in `people`.
 */
export class DepotProject implements Keeper {
  readonly folder: string;
  readonly repository: Repository;
  /** Where the chain of signed pushes is. */
  readonly chainFolder: string;
  readonly #file: JsonFile<DepotRecord>;
  readonly #reading: JsonFile<KeptReading | null>;
  readonly #repositories: Repositories;
  readonly #home: DepotHome;
  readonly #turns = new Turns();
  /** Whose heads, as they are kept, are those that they show at this moment. */
  readonly #current = new Set<PeerId>();
  #usedAt = Number.NEGATIVE_INFINITY;
  /** Why somebody's heads are not as they have them, as a sentence. */
  readonly #problems = new Map<PeerId, string>();

  private constructor(
    folder: string,
    file: JsonFile<DepotRecord>,
    reading: JsonFile<KeptReading | null>,
    repositories: Repositories,
    home: DepotHome,
  ) {
    const path = join(folder, PROJECT_FILES.repository);
    this.folder = folder;
    this.chainFolder = join(folder, PROJECT_FILES.chain);
    this.repository = {
      ...{ path, gitDir: path, commonDir: path },
      objectsDir: join(path, 'objects'),
      objectFormat: file.value.objectFormat,
    };
    this.#file = file;
    this.#reading = reading;
    this.#repositories = repositories;
    this.#home = home;
  }

  /**
   * Opens what is in a folder, or begins it with `initial`; starts no program. Null where no project is.
   * @throws DamagedFileError, NoAccessError
   */
  static async open(
    { folder, id }: { readonly folder: string; readonly id: RepositoryId },
    initial: DepotRecord | null,
    repositories: Repositories,
    home: DepotHome,
  ): Promise<DepotProject | null> {
    const path = join(folder, PROJECT_FILES.record);
    const file = await JsonFile.open(path, depotRecordSchema.nullable(), initial);
    // A record belongs into its own folder.
    if (file.value === null || file.value.id !== id) return null;
    if (initial !== null) await file.rewrite();
    const known = join(folder, PROJECT_FILES.reading);
    const reading =
      (await JsonFile.open(known, keptReadingSchema.nullable(), null).catch(forgetDamaged)) ??
      new JsonFile<KeptReading | null>(known, null);
    await mkdir(join(folder, PROJECT_FILES.chain), { recursive: true, mode: 0o700 });
    const record = file as JsonFile<DepotRecord>;
    const project = new DepotProject(folder, record, reading, repositories, home);
    repositories.adopt(project.#asRepository(), project);
    return project;
  }

  get record(): DepotRecord {
    return this.#file.value;
  }

  get name(): string {
    return this.record.name;
  }

  get description(): string | null {
    return this.record.description;
  }

  get originHashes(): readonly string[] {
    return this.record.originHashes;
  }

  get lastReading(): KeptReading | null {
    return this.#reading.value;
  }

  /** Null while all is well. */
  get problem(): string | null {
    const [first] = this.#problems.values();
    return first ?? null;
  }

  /** What peers see of it. */
  get copy(): LocalCopy {
    return this.#repositories.get(this.record.id);
  }

  get mirror(): MirrorOf | null {
    const { owner, heads } = this.record;
    return heads === 'pushes' ? null : { of: owner, asOf: this.asOf(owner) };
  }

  /** As of when somebody's heads are, in milliseconds since the epoch; null while they are as they show them now. */
  asOf(peer: PeerId): number | null {
    if (this.#current.has(peer)) return null;
    const person = this.record.people.find((each) => each.peer === peer);
    return person?.seenAt ?? this.record.since;
  }

  wasRead(reading: KeptReading): void {
    // What could not be written is read again after the next start.
    this.#reading.update(() => reading).catch(() => {});
  }

  /** One at a time for each project: what comes from its people, pushes, upkeep and backups. */
  exclusively<T>(work: (opened: Repository) => Promise<T>): Promise<T> {
    return this.#turns.take(this.folder, () => work(this.repository));
  }

  /**
   * Moves refs in one transaction, and shows what is there then. To be called inside `exclusively`.
   * @throws GitFailedError as `ref-moved` or `locked`
   */
  async moveRefs(
    opened: Repository,
    changes: readonly RefChange[],
    reason: string,
    signal?: AbortSignal,
  ): Promise<void> {
    if (changes.length === 0) return;
    await this.moving(() => updateRefs(opened, changes, reason, signal));
    await this.measure();
  }

  /** @throws DepotFullError where so many bytes more find no room */
  async roomFor(bytes: number): Promise<void> {
    if (bytes > this.#home.roomFor(this)) throw this.#home.fullError(this, bytes);
  }

  /**
   * For whatever else moves refs. What was read last holds no more from before until after it, also where this
   * program ends in between.
   */
  async moving(move: () => Promise<void>): Promise<void> {
    await this.#reading.update(() => null);
    try {
      await move();
    } finally {
      await this.reread();
    }
  }

  /** Reads its heads anew. */
  async reread(): Promise<void> {
    this.#usedAt = performance.now();
    await this.copy.refresh();
  }

  async update(change: Partial<DepotRecord>): Promise<void> {
    const writing = this.#file.update((record) => ({ ...record, ...change }));
    // Whom it is shown to changes at once, also where it cannot be written.
    this.#repositories.find(this.record.id)?.retell(this.#asRepository());
    this.#home.changed();
    await writing;
  }

  /** From now on nothing but signed pushes moves its branches and tags. */
  async takesPushes(): Promise<void> {
    if (this.record.heads !== 'pushes') await this.update({ heads: 'pushes' });
  }

  /** Somebody's heads have come: they are kept as they are shown now. */
  async keeps(person: DepotPersonRecord): Promise<void> {
    this.#current.add(person.peer);
    const people = this.record.people.filter(({ peer }) => peer !== person.peer);
    await this.update({ people: [...people, person], seenAt: person.seenAt });
  }

  /** They have left, or show other heads by now. @param now milliseconds since the epoch */
  async fallsBehind(peer: PeerId, now: number): Promise<void> {
    if (!this.#current.delete(peer)) return;
    const people = this.record.people.map((each) =>
      each.peer === peer ? { ...each, seenAt: now } : each,
    );
    await this.update({ people, seenAt: now });
  }

  /** They show what is kept of them. */
  isAsShown(peer: PeerId): void {
    if (this.#current.has(peer)) return;
    this.#current.add(peer);
    this.#home.changed();
  }

  hasProblem(peer: PeerId, problem: string | null): void {
    if ((this.#problems.get(peer) ?? null) === problem) return;
    if (problem === null) this.#problems.delete(peer);
    else this.#problems.set(peer, problem);
    this.#home.changed();
  }

  /** Somebody takes something of it. @param now milliseconds since the epoch */
  async isAskedFor(now: number): Promise<void> {
    this.#usedAt = performance.now();
    if (now - this.record.askedAt > ASKED_AGAIN) await this.update({ askedAt: now });
  }

  /** When somebody took something of it, or it changed, as `performance.now`. */
  get usedAt(): number {
    return this.#usedAt;
  }

  /** Looks how much room it takes. */
  async measure(): Promise<void> {
    const used = await folderBytes(this.repository.objectsDir);
    if (used !== this.record.used) await this.update({ used });
  }

  /** Afterwards nothing is written to it any more. */
  async settle(): Promise<void> {
    await this.exclusively(async () => {});
    await Promise.all([this.#file.settle(), this.#reading.settle()]);
  }

  /** A closed project is shown to its owner and those it was told of; an open one to everyone. */
  #asRepository(): RepositoryRecord {
    const { id, owner, told, isOpen } = this.record;
    return {
      id,
      path: this.repository.path,
      visibility: isOpen
        ? { to: 'everyone' }
        : { to: 'peers', peers: [...new Set([owner, ...told])] },
      ...{ only: [], except: [], fetchesAhead: false },
    };
  }
}
