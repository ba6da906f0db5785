import type { Oid, SwarmId, TransferId } from '../../../shared/ids.ts';
import { openRepository, type Repository } from '../../git/open.ts';
import type { Progress } from '../../receiving/progress.ts';
import type { Description, Job, Outcome } from '../job.ts';
import type { NearbyRequest } from '../transfer-log.ts';
import { bringNearby } from './bring-nearby.ts';
import { nameOfPlace, type ObjectsParts } from './objects-job.ts';

/** Brings what is near for a git that fetches from an origin; shown while it lasts. */
export class NearbyJob implements Job {
  readonly description: Description;
  readonly request: NearbyRequest;
  readonly place: string;
  readonly #parts: ObjectsParts;
  readonly #repository: Repository;
  #here: Oid[] = [];
  #hasBegun = false;

  private constructor(
    parts: ObjectsParts,
    description: Description,
    request: NearbyRequest,
    repository: Repository,
  ) {
    this.#parts = parts;
    this.#repository = repository;
    this.description = description;
    this.request = request;
    this.place = repository.commonDir;
  }

  /** @throws what opening the repository does */
  static async begin(
    parts: ObjectsParts,
    id: TransferId,
    request: NearbyRequest,
    { swarm, name }: { readonly swarm: SwarmId; readonly name: string },
    signal: AbortSignal,
  ): Promise<NearbyJob> {
    const repository = await openRepository(request.gitDir, signal);
    const path = nameOfPlace(repository);
    const description = { id, kind: 'fetch', swarm, name, path, isAutomatic: true } as const;
    return new NearbyJob(parts, description, request, repository);
  }

  /** Commits that are here with all that they reach, once it has ended. */
  get here(): Oid[] {
    return this.#here;
  }

  /** Not while another transfer into this repository is under way. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  async work(progress: Progress, signal: AbortSignal): Promise<Outcome> {
    this.#hasBegun = true;
    const { origin, wants, isExact } = this.request;
    const repository = this.#repository;
    const task = { ...this.#parts, repository, origin, wants, isExact, progress, signal };
    this.#here = await bringNearby(task);
    return { updated: [], verify: null };
  }

  /** It leaves nothing, and what lies there then is another transfer's. */
  async discard(): Promise<void> {}
}
