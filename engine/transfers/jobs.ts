import type { Oid, TransferId } from '../../shared/ids.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { copyOfPeer } from '../asking/sources.ts';
import { UnknownSwarmError, UnverifiedCloneError } from '../errors/transfers.ts';
import type { Peers } from '../peers/peers.ts';
import { removeUnfinishedClone } from './clone/clone-folder.ts';
import { cloneFromPeer } from './clone/clone-from-peer.ts';
import type { Housekeeping } from './clone/housekeeping.ts';
import { undoClone } from './clone/undo-clone.ts';
import { Unverified, verifyClone } from './clone/verify-clone.ts';
import { FetchJob, type FetchParts, meantFirst } from './fetch-job.ts';
import { FetchSources, readingOf } from './fetch-sources.ts';
import type { Description, Job } from './job.ts';
import { UrlCloneJob } from './mirror/url-clone-job.ts';
import type {
  CloneRequest,
  FetchRequest,
  LoggedRequest,
  TransferLog,
  TransferRecord,
} from './transfer-log.ts';
import { untilSome } from './until-some.ts';

export interface JobParts extends Omit<FetchParts, 'fetchSources'> {
  readonly peers: Peers;
  readonly housekeeping: Housekeeping;
  readonly log: TransferLog;
  /** How long a transfer waits for somebody who left to come back, in milliseconds. */
  readonly patience: number;
}

/** How long a transfer waits for others after a start of Shoal, in milliseconds: they may start their computers later. */
const PATIENCE_AFTER_START = 10 * 60_000;
/** The same where the origin has all of it, too. */
const PATIENCE_BEFORE_ORIGIN = 20_000;

/** Makes the jobs that carry out what the user asked for. */
export class Jobs {
  readonly #parts: JobParts;
  readonly #fetchSources: FetchSources;

  constructor(parts: JobParts) {
    this.#parts = parts;
    this.#fetchSources = new FetchSources(parts.repositories, parts.peers, parts.sources);
  }

  /**
   * @throws UnknownRepositoryError, EmptyRepositoryError, UnknownPeerError, NothingSharedError,
   *   AliasTakenError, UnknownSwarmError
   */
  async begin(id: TransferId, request: LoggedRequest, signal: AbortSignal): Promise<Job> {
    if (request.kind === 'clone') {
      const source = this.#copiesFor(request)[0];
      if (source === undefined) throw new UnknownSwarmError();
      return this.#clone(
        describeClone(id, request, source.shared.name),
        request,
        this.#parts.patience,
      );
    }
    if (request.kind === 'url') return new UrlCloneJob(this.#parts, id, request);
    const { repositories, aliases } = this.#parts;
    const copy = repositories.get(request.repository);
    await copy.look();
    const isAutomatic = request.following !== undefined;
    // Whoever is at the computer may have changed anything; what is fetched by itself comes often.
    if (!isAutomatic) await copy.refresh();
    const { swarm, name, repository, commonDir } = readingOf(copy);
    const { found, failures } = this.#fetchSources.choose(request);
    if (found.length === 0 && failures.length === 1) throw failures[0]?.error;
    if (request.as !== undefined) {
      for (const { peer } of found) {
        await aliases.choose(copy.record.id, repository, peer, request.as, signal);
      }
    }
    const { path } = copy.record;
    const description = { id, kind: 'fetch', swarm, name, path, isAutomatic } as const;
    return this.#fetch(description, request, commonDir, this.#parts.patience);
  }

  /** The job of a transfer that an earlier run of Shoal left. */
  restore({ id, request, swarm, name, path }: TransferRecord): Job {
    if (request.kind === 'clone') {
      return this.#clone(describeClone(id, request, name), request, PATIENCE_AFTER_START);
    }
    if (request.kind === 'url') {
      const before = { swarm, patience: swarm === null ? 0 : PATIENCE_BEFORE_ORIGIN };
      return new UrlCloneJob(this.#parts, id, request, before);
    }
    const isAutomatic = request.following !== undefined;
    const description = { id, kind: 'fetch', swarm, name, path, isAutomatic } as const;
    const reading = this.#parts.repositories.find(request.repository)?.reading;
    const place = reading?.repository.commonDir ?? path;
    return this.#fetch(description, request, place, PATIENCE_AFTER_START);
  }

  /** Checks a clone that is in use on trust, and takes it back if it is not what it should be. */
  verification({ directory, share }: CloneRequest, wants: readonly Oid[]) {
    const { housekeeping } = this.#parts;
    return async (signal: AbortSignal) => {
      try {
        await verifyClone(directory, wants, signal);
      } catch (error) {
        if (!(error instanceof Unverified)) throw error;
        await housekeeping.forget(directory);
        throw new UnverifiedCloneError(error.message, await undoClone(directory), error);
      }
      housekeeping.share(directory, share);
      housekeeping.tidy(directory);
    };
  }

  #clone(description: Description, request: CloneRequest, patience: number): Job {
    const { self, sources, passedOn, housekeeping, log } = this.#parts;
    const { swarm, directory, share } = request;
    return {
      description,
      request,
      place: directory,
      work: async (progress, signal) => {
        const copies = () => this.#copiesFor(request);
        await untilSome(copies, patience, () => progress.enter('waiting'), signal);
        const [meant] = copies();
        if (meant !== undefined) await sources.vet(meant, signal);
        let wants: readonly Oid[] = [];
        const { updated, isOnTrust, notes } = await cloneFromPeer({
          ...{ self, swarm, directory, sources, passedOn, copies, patience, progress, signal },
          willVerify: async (oids) => {
            wants = oids;
            await log.setState(description.id, { state: 'verifying', wants: [...oids] });
          },
        });
        housekeeping.takeIn(directory);
        if (isOnTrust) return { updated, notes, verify: this.verification(request, wants) };
        housekeeping.share(directory, share);
        housekeeping.tidy(directory);
        return { updated, notes, verify: null };
      },
      discard: () => removeUnfinishedClone(directory),
    };
  }

  #fetch(description: Description, request: FetchRequest, place: string, patience: number): Job {
    const parts = { ...this.#parts, fetchSources: this.#fetchSources };
    return new FetchJob(parts, description, request, place, patience);
  }

  /** The copies of the swarm to clone from, that of the meant teammate first. */
  #copiesFor({ swarm, peer }: CloneRequest): readonly RemoteCopy[] {
    const copies = this.#parts.sources.copiesOfSwarm(swarm);
    if (peer === undefined) return copies;
    const meant = copyOfPeer(copies, peer);
    return meant === null ? [] : meantFirst(copies, meant);
  }
}

function describeClone(id: TransferId, request: CloneRequest, name: string): Description {
  const { swarm, directory: path } = request;
  return { id, kind: 'clone', swarm, name, path, isAutomatic: false };
}
