import { basename, dirname } from 'node:path';
import type { PeerId, TransferId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import type { Sources } from '../../asking/sources.ts';
import { openRepository, type Repository } from '../../git/open.ts';
import { Quarantine } from '../../quarantine/quarantine.ts';
import type { Progress } from '../../receiving/progress.ts';
import type { PassedOnReels } from '../../reels/passed-on-reels.ts';
import { meantFirst } from '../fetch-job.ts';
import { fetchLargeFiles } from '../fetch-large-files.ts';
import type { Description, Job, Outcome } from '../job.ts';
import type { ObjectsRequest } from '../transfer-log.ts';
import { untilSome } from '../until-some.ts';
import { bringObjects } from './bring-objects.ts';

/** How long git, and whoever sits before it, waits for somebody who has it, in milliseconds. */
const PATIENCE = 20_000;

export interface ObjectsParts {
  readonly self: PeerId;
  readonly sources: Sources;
  readonly passedOn: PassedOnReels;
}

/** Brings objects for a git that fetches by itself; shown while it lasts, and not gone on with after a restart. */
export class ObjectsJob implements Job {
  readonly description: Description;
  readonly request: ObjectsRequest;
  readonly place: string;
  readonly #parts: ObjectsParts;
  readonly #repository: Repository;
  readonly #source: RemoteCopy;

  constructor(
    parts: ObjectsParts,
    id: TransferId,
    request: ObjectsRequest,
    repository: Repository,
    source: RemoteCopy,
  ) {
    this.#parts = parts;
    this.#repository = repository;
    this.#source = source;
    this.request = request;
    this.place = repository.commonDir;
    const { swarm, name } = source.shared;
    const path = nameOfPlace(repository);
    this.description = { id, kind: 'fetch', swarm, name, path, isAutomatic: true };
  }

  /** @throws what opening the repository does */
  static async begin(
    parts: ObjectsParts,
    id: TransferId,
    request: ObjectsRequest,
    source: RemoteCopy,
    signal: AbortSignal,
  ): Promise<ObjectsJob> {
    const repository = await openRepository(request.gitDir, signal);
    return new ObjectsJob(parts, id, request, repository, source);
  }

  async work(progress: Progress, signal: AbortSignal): Promise<Outcome> {
    const { self, sources, passedOn } = this.#parts;
    const source = this.#source;
    const copies = () => meantFirst(sources.copiesOfSwarm(source.shared.swarm), source);
    await untilSome(copies, PATIENCE, () => progress.enter('waiting'), signal);
    const { wants } = this.request;
    const repository = this.#repository;
    await bringObjects({
      ...{ self, sources, passedOn, source, copies, progress, signal, repository, wants },
      followTags: this.request.followTags,
      patience: PATIENCE,
    });
    // Such an address has no server for them.
    const { heads, defaultBranch } = source.shared;
    const checkedOut = heads.filter(({ ref, oid }) => ref === defaultBranch && wants.includes(oid));
    const files = { repository, sources, copies, progress, signal };
    await fetchLargeFiles(files, [...checkedOut.map(({ oid }) => oid), ...wants]);
    return { updated: [], verify: null };
  }

  async discard(): Promise<void> {
    await Quarantine.discard(this.#repository, this.#parts.self);
  }
}

/** What the user calls it: git tells where its own files are. */
export function nameOfPlace({ path, commonDir }: Repository): string {
  return basename(commonDir) === '.git' && path === commonDir ? dirname(commonDir) : path;
}
