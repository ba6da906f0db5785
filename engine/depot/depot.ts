import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { base32nopad } from '@scure/base';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import {
  type Oid,
  type PeerId,
  type RepositoryId,
  repositoryIdSchema,
  type SwarmId,
} from '../../shared/ids.ts';
import { DamagedFileError } from '../errors/data-folder.ts';
import { DepotFolderError, DepotFullError, UnknownDepotProjectError } from '../errors/depot.ts';
import { initBareRepository } from '../git/init.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { JsonFile } from '../store/json-file.ts';
import { type DepotHome, DepotProject, PROJECT_FILES } from './depot-project.ts';
import {
  type DepotRecord,
  type DepotSettings,
  depotSettingsSchema,
  INITIAL_DEPOT_SETTINGS,
} from './depot-records.ts';

const SETTINGS = 'depot.json';
const PROJECTS = 'projects';
/** How the name of a folder begins that is being filled, or removed. */
const UNDER_WAY = '.';

/** What a project begins with. */
export type NewProject = Pick<DepotRecord, 'owner' | 'scope' | 'isAdded' | 'told'> & {
  readonly shared: SharedRepository;
};

/** The folder of a depot: what it keeps for others, and how much that may take. */
export class Depot implements AsyncDisposable, DepotHome {
  readonly directory: string;
  /** What is kept, or known of it, has changed. */
  readonly events = new EventEmitter<{ changed: []; removed: [id: RepositoryId] }>();
  readonly #settings: JsonFile<DepotSettings>;
  readonly #repositories: Repositories;
  readonly #projects = new Map<RepositoryId, DepotProject>();
  /** Made anew when it is asked for after a change. */
  #byRoot: Map<Oid, DepotProject[]> | null = null;
  #people: Set<PeerId> | null = null;
  /** Folders whose records cannot be read; they are left as they are. */
  readonly damaged: string[] = [];

  private constructor(
    directory: string,
    settings: JsonFile<DepotSettings>,
    repositories: Repositories,
  ) {
    this.directory = directory;
    this.#settings = settings;
    this.#repositories = repositories;
  }

  /** Opens a folder, or makes it; no project is looked at more closely. @throws DepotFolderError, NoAccessError */
  static async open(directory: string, repositories: Repositories): Promise<Depot> {
    const projects = join(directory, PROJECTS);
    await mkdir(projects, { recursive: true, mode: 0o700 }).catch((error: Error) => {
      throw new DepotFolderError(directory, error.message, error);
    });
    const path = join(directory, SETTINGS);
    const settings = await JsonFile.open(path, depotSettingsSchema, INITIAL_DEPOT_SETTINGS);
    const depot = new Depot(directory, settings, repositories);
    for (const name of await readdir(projects)) {
      if (name.startsWith(UNDER_WAY)) await rm(join(projects, name), { recursive: true });
      else if (repositoryIdSchema.safeParse(name).success) await depot.#takeIn(name, null);
    }
    return depot;
  }

  get all(): readonly DepotProject[] {
    return [...this.#projects.values()];
  }

  get settings(): DepotSettings {
    return this.#settings.value;
  }

  /** Bytes that all projects take. */
  get used(): number {
    return this.all.reduce((sum, { record }) => sum + record.used, 0);
  }

  find(id: RepositoryId): DepotProject | null {
    return this.#projects.get(id) ?? null;
  }

  /** @throws UnknownDepotProjectError */
  get(id: RepositoryId): DepotProject {
    const project = this.find(id);
    if (project === null) throw new UnknownDepotProjectError();
    return project;
  }

  /** Whether heads of somebody's are kept. */
  keeps(peer: PeerId): boolean {
    this.#people ??= new Set(
      this.all.flatMap(({ record }) => record.people.map((each) => each.peer)),
    );
    return this.#people.has(peer);
  }

  /** Where somebody's copy of the project with these root commits is kept. @param isOpen whether everyone may see it */
  placeOf(peer: PeerId, roots: readonly Oid[], isOpen: boolean): DepotProject | null {
    const isPlace = ({ record: { scope, owner } }: DepotProject) =>
      isOpen ? scope === 'everyone' : scope === 'owner' && owner === peer;
    return this.withRoots(roots).find(isPlace) ?? null;
  }

  /** What is kept of the project with one of these root commits. */
  withRoots(roots: readonly Oid[]): readonly DepotProject[] {
    if (this.#byRoot === null) {
      this.#byRoot = new Map();
      for (const project of this.all) {
        for (const root of project.record.roots) {
          this.#byRoot.set(root, [...(this.#byRoot.get(root) ?? []), project]);
        }
      }
    }
    return [...new Set(roots.flatMap((root) => this.#byRoot?.get(root) ?? []))];
  }

  /** Begins to keep a project: an empty repository at first. */
  async make({ shared, owner, scope, isAdded, told }: NewProject): Promise<DepotProject> {
    const id = newProjectId();
    const { swarm, objectFormat, name, description = null } = shared;
    const now = Date.now();
    const record: DepotRecord = {
      ...{ id, swarm, objectFormat, name, description, owner, scope, isAdded, told },
      isOpen: false,
      roots: [...shared.roots],
      originHashes: [...shared.origins],
      ...{ since: now, seenAt: now, askedAt: now },
      ...{ heads: 'owner', people: [], quota: null, used: 0 },
    };
    const filling = this.folderOf(`${UNDER_WAY}${id}`);
    const repository = join(filling, PROJECT_FILES.repository);
    await mkdir(repository, { recursive: true, mode: 0o700 });
    await initBareRepository(repository, objectFormat);
    await rename(filling, this.folderOf(id));
    const project = await this.takeIn(record);
    await project.reread();
    await this.#changeSettings((settings) => ({
      ...settings,
      removed: settings.removed.filter((each) => each !== swarm),
    }));
    return project;
  }

  /** Takes in a project whose folder was put in its place, with this record. */
  async takeIn(record: DepotRecord): Promise<DepotProject> {
    const project = await this.#takeIn(record.id, record);
    if (project === null) throw new UnknownDepotProjectError();
    return project;
  }

  /** Lets go of a project. @param forGood it is not kept again by itself */
  async remove(id: RepositoryId, forGood: boolean): Promise<void> {
    const project = this.get(id);
    this.#projects.delete(id);
    this.#forgetIndexes();
    await this.#repositories.release(id);
    await project.settle();
    const going = this.folderOf(`${UNDER_WAY}${id}`);
    await rename(this.folderOf(id), going);
    await rm(going, { recursive: true, force: true });
    this.events.emit('removed', id);
    const { swarm } = project.record;
    await this.#changeSettings((settings) => ({
      ...settings,
      removed: forGood ? [...new Set([...settings.removed, swarm])] : settings.removed,
    }));
  }

  wasRemoved(swarm: SwarmId): boolean {
    return this.settings.removed.includes(swarm);
  }

  /** What a backup says of how it was set. */
  async takeOver(settings: DepotSettings): Promise<void> {
    await this.#changeSettings(() => settings);
  }

  async setQuota(quota: number | null): Promise<void> {
    await this.#changeSettings((settings) => ({ ...settings, quota }));
  }

  /** Bytes that may still come into a project. @throws DepotFullError where there is room for none */
  roomFor(project: DepotProject): number {
    const { record } = project;
    const { quota } = this.settings;
    const ofAll = quota === null ? Number.POSITIVE_INFINITY : quota - this.used;
    const ofOne = record.quota === null ? Number.POSITIVE_INFINITY : record.quota - record.used;
    const room = Math.min(ofAll, ofOne);
    if (room <= 0) throw this.fullError(project, 0);
    return room;
  }

  /** What is said where so many bytes more are too many for a project, or for all. */
  fullError({ record }: DepotProject, coming: number): DepotFullError {
    const { name, quota, used } = record;
    if (quota !== null && used + coming >= quota) return new DepotFullError(name, quota);
    return new DepotFullError(null, this.settings.quota ?? 0);
  }

  folderOf(name: string): string {
    return join(this.directory, PROJECTS, name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map((project) => project.settle()));
    await this.#settings.settle();
  }

  async #takeIn(name: string, initial: DepotRecord | null): Promise<DepotProject | null> {
    const folder = this.folderOf(name);
    const place = { folder, id: name as RepositoryId };
    const opening = DepotProject.open(place, initial, this.#repositories, this);
    const project = await opening.catch((error: unknown) => {
      if (!(error instanceof DamagedFileError)) throw error;
      return null;
    });
    // A folder without a record was never filled, or is somebody's: it stays as it is.
    if (project === null) this.damaged.push(folder);
    else this.#projects.set(project.record.id, project);
    this.#forgetIndexes();
    return project;
  }

  #forgetIndexes(): void {
    this.#byRoot = null;
    this.#people = null;
  }

  changed(): void {
    this.#forgetIndexes();
    this.events.emit('changed');
  }

  async #changeSettings(change: (settings: DepotSettings) => DepotSettings): Promise<void> {
    await this.#settings.update(change);
    this.changed();
  }
}

function newProjectId(): RepositoryId {
  return base32nopad.encode(randomBytes(10)).toLowerCase() as RepositoryId;
}
