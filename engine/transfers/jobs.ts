import type { FastForward, RefUpdate } from '../../shared/api/state.ts';
import type { HeadPatterns } from '../../shared/domain/git/head-patterns.ts';
import type { Alias } from '../../shared/domain/git/tracking-refs.ts';
import type { Oid, PeerId, RepositoryId, TransferId } from '../../shared/ids.ts';
import type { Activity } from '../activity/activity.ts';
import type { RemoteCopy } from '../asking/remote-copy.ts';
import { copyOfPeer, type Sources } from '../asking/sources.ts';
import { NotServedError, PeerGoneError } from '../errors/peer-failures.ts';
import { AbsentHeadsError, UnknownPeerError } from '../errors/peers.ts';
import { EmptyRepositoryError, UnknownRepositoryError } from '../errors/repositories.ts';
import {
  NothingSharedError,
  RemoteRemovedError,
  UnknownSwarmError,
  UnverifiedCloneError,
} from '../errors/transfers.ts';
import type { Repository } from '../git/open.ts';
import type { Peers } from '../peers/peers.ts';
import { Quarantine } from '../quarantine/quarantine.ts';
import type { PassedOnReels } from '../reels/passed-on-reels.ts';
import type { Aliases } from '../remotes/aliases.ts';
import { hasRemote } from '../remotes/own-remote.ts';
import type { LocalCopy } from '../repositories/local-copy.ts';
import type { Repositories } from '../repositories/repositories.ts';
import { Patience } from '../waiting/patience.ts';
import { pause } from '../waiting/pause.ts';
import { removeUnfinishedClone } from './clone/clone-folder.ts';
import { cloneFromPeer } from './clone/clone-from-peer.ts';
import type { Housekeeping } from './clone/housekeeping.ts';
import { undoClone } from './clone/undo-clone.ts';
import { Unverified, verifyClone } from './clone/verify-clone.ts';
import { fetchFromPeer } from './fetch-from-peer.ts';
import { forOwnCopy } from './for-own-copy.ts';
import type { Description, Job } from './job.ts';
import type { TransferLog, TransferRecord, TransferRequest } from './transfer-log.ts';

export interface JobParts {
  readonly self: PeerId;
  readonly repositories: Repositories;
  readonly peers: Peers;
  readonly sources: Sources;
  readonly passedOn: PassedOnReels;
  readonly aliases: Aliases;
  readonly housekeeping: Housekeeping;
  readonly log: TransferLog;
  readonly activity: Activity;
  /** Moves the user's branches along with what came of a teammate who is followed. */
  readonly moveBranches: (
    repository: { readonly id: RepositoryId; readonly opened: Repository },
    fetched: { peer: PeerId; alias: Alias; updated: readonly RefUpdate[] },
    signal: AbortSignal,
  ) => Promise<FastForward[]>;
}

const ALL_HEADS: HeadPatterns = { only: [], except: [] };

type FetchRequest = Extract<TransferRequest, { kind: 'fetch' }>;
type CloneRequest = Extract<TransferRequest, { kind: 'clone' }>;

/** How long a transfer waits for somebody who left to come back, in milliseconds. */
const PATIENCE = 30_000;
/** The same after a start of Shoal: others may start their computers later. */
const PATIENCE_AFTER_START = 10 * 60_000;
/** How often it is checked whether somebody has come, in milliseconds. */
const LOOK_INTERVAL = 250;

/** Makes the jobs that carry out what the user asked for. */
export class Jobs {
  readonly #parts: JobParts;

  constructor(parts: JobParts) {
    this.#parts = parts;
  }

  /**
   * @throws UnknownRepositoryError, EmptyRepositoryError, UnknownPeerError, NothingSharedError,
   *   AliasTakenError, UnknownSwarmError
   */
  async begin(id: TransferId, request: TransferRequest, signal: AbortSignal): Promise<Job> {
    if (request.kind === 'clone') {
      const source = this.#copiesFor(request)[0];
      if (source === undefined) throw new UnknownSwarmError();
      return this.#clone(describeClone(id, request, source.shared.name), request, PATIENCE);
    }
    const copy = this.#parts.repositories.get(request.repository);
    await copy.look();
    // Whoever is at the computer may have changed anything; what is fetched by itself comes often.
    if (request.following === undefined) await copy.refresh();
    const { swarm, name, repository, commonDir } = this.#readingOf(copy);
    for (const { peer } of this.#chooseSources(request, name)) {
      if (request.following !== undefined) continue;
      await this.#parts.aliases.choose(copy.record.id, repository, peer, request.as, signal);
    }
    const isAutomatic = request.following !== undefined;
    const { path } = copy.record;
    const description = { id, kind: 'fetch', swarm, name, path, isAutomatic } as const;
    return this.#withOwnCopy(this.#fetch(description, request, commonDir, PATIENCE));
  }

  /** The job of a transfer that an earlier run of Shoal left. */
  restore({ id, request, swarm, name, path }: TransferRecord): Job {
    if (request.kind === 'clone') {
      return this.#clone(describeClone(id, request, name), request, PATIENCE_AFTER_START);
    }
    const isAutomatic = request.following !== undefined;
    const description = { id, kind: 'fetch', swarm, name, path, isAutomatic } as const;
    const reading = this.#parts.repositories.find(request.repository)?.reading;
    const place = reading?.repository.commonDir ?? path;
    return this.#withOwnCopy(this.#fetch(description, request, place, PATIENCE_AFTER_START));
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
        let wants: readonly Oid[] = [];
        const { updated, isOnTrust } = await cloneFromPeer({
          ...{ self, swarm, directory, sources, passedOn, copies, patience, progress, signal },
          willVerify: async (oids) => {
            wants = oids;
            await log.setState(description.id, { state: 'verifying', wants: [...oids] });
          },
        });
        housekeeping.takeIn(directory);
        if (isOnTrust) return { updated, verify: this.verification(request, wants) };
        housekeeping.share(directory, share);
        housekeeping.tidy(directory);
        return { updated, verify: null };
      },
      discard: () => removeUnfinishedClone(directory),
    };
  }

  #fetch(description: Description, request: FetchRequest, place: string, patience: number): Job {
    const { self, repositories, sources, passedOn, aliases, activity, moveBranches } = this.#parts;
    const { repository: id } = request;
    const isAutomatic = request.following !== undefined;
    return {
      description,
      request,
      // Worktrees of one repository share it.
      place,
      work: async (progress, signal) => {
        const reading = this.#readingOf(repositories.get(id));
        const { repository, roots, name } = reading;
        const related = () => sources.copiesRelatedTo(roots);
        // Whose heads are known is enough: the objects come from anybody who has them.
        const isAsked = () => this.#candidates(request, roots);
        await untilSome(
          () => (isAsked().length === 0 ? [] : related()),
          patience,
          () => progress.enter('waiting'),
          signal,
        );
        const updated = [];
        for (const source of this.#chooseSources(request, name)) {
          const alias = await this.#aliasFor(request, repository, source, signal);
          // Before the refs are there: an interruption must not make them somebody else's.
          await aliases.remember(id, source.peer.id, alias);
          const copies = () => meantFirst(related(), source);
          const before = progress.bytes;
          const brought = await fetchFromPeer({
            ...{ self, repository, sources, passedOn, source, copies, alias, patience },
            chosen: request.following ?? ALL_HEADS,
            isHeldBack: (ref, oid) => isAutomatic && activity.isHeldBack(id, ref, oid),
            ...{ progress, signal },
          }).catch((error: unknown) => {
            const isAway = copyOfPeer(related(), source.peer.id) === null;
            const isRefused = isAway && error instanceof NotServedError;
            throw isRefused ? new AbsentHeadsError(source.peer.name, error) : error;
          });
          updated.push(...brought);
          const place = { id, opened: repository };
          const news = { peer: source.peer.id, alias, updated: brought };
          const fastForward = isAutomatic ? await moveBranches(place, news, signal) : [];
          // The heads are there: what is written down of them keeps nobody waiting.
          activity.fetched({
            ...{ repository: id, peer: source.peer, updated: brought, isAutomatic, fastForward },
            bytes: progress.bytes - before,
          });
        }
        return { updated, verify: null };
      },
      discard: async () => {
        // Of a repository that is mine no more, nothing is touched.
        const repository = repositories.find(id)?.reading?.repository;
        if (repository !== undefined) await Quarantine.discard(repository, self);
      },
    };
  }

  /** Of a fetch whose own repository is gone or damaged meanwhile, that is told. */
  #withOwnCopy(job: Job): Job {
    const { request } = job;
    if (request.kind === 'clone') return job;
    return forOwnCopy(() => this.#parts.repositories.find(request.repository), job);
  }

  async #aliasFor(
    { repository: id, as, following }: FetchRequest,
    repository: Repository,
    { peer }: RemoteCopy,
    signal: AbortSignal,
  ): Promise<Alias> {
    const { aliases } = this.#parts;
    if (following === undefined) return aliases.choose(id, repository, peer, as, signal);
    const known = aliases.find(id, peer.id);
    if (known === null) return aliases.chooseFree(id, repository, peer, signal);
    // Whoever removes a remote does not want it back a moment later.
    if (!(await hasRemote(repository, known, signal))) throw new RemoteRemovedError(known);
    return known;
  }

  #readingOf({ reading, failure, record }: LocalCopy) {
    if (reading === null) throw failure ?? new UnknownRepositoryError();
    const { repository, content, own } = reading;
    if (own === null) throw new EmptyRepositoryError(record.path);
    const { commonDir } = repository;
    return { repository, commonDir, name: content.name, swarm: own.swarm, roots: own.roots };
  }

  /** The copies of the swarm to clone from, that of the meant teammate first. */
  #copiesFor({ swarm, peer }: CloneRequest): readonly RemoteCopy[] {
    const copies = this.#parts.sources.copiesOfSwarm(swarm);
    if (peer === undefined) return copies;
    const meant = copyOfPeer(copies, peer);
    return meant === null ? [] : meantFirst(copies, meant);
  }

  /** The named teammates' copies, or everybody's. @throws UnknownPeerError, NothingSharedError */
  #chooseSources(request: FetchRequest, name: string): readonly RemoteCopy[] {
    const { peers, repositories } = this.#parts;
    if (request.peers.some((id) => peers.find(id) === null)) throw new UnknownPeerError();
    const { roots } = this.#readingOf(repositories.get(request.repository));
    const chosen = this.#candidates(request, roots);
    if (chosen.length === 0) throw new NothingSharedError(name);
    return chosen;
  }

  /** The copies of the named teammates, also of those who are away, or of everybody who is here. */
  #candidates(request: FetchRequest, roots: readonly Oid[]): readonly RemoteCopy[] {
    const { sources } = this.#parts;
    const here = sources.copiesRelatedTo(roots).filter((copy) => isWanted(request, copy));
    return [...here, ...request.peers.flatMap((peer) => sources.lastKnownCopies(peer, roots))];
  }
}

function describeClone(id: TransferId, request: CloneRequest, name: string): Description {
  const { swarm, directory: path } = request;
  return { id, kind: 'clone', swarm, name, path, isAutomatic: false };
}

function isWanted({ peers }: FetchRequest, { peer }: RemoteCopy): boolean {
  return peers.length === 0 || peers.includes(peer.id);
}

function meantFirst(copies: readonly RemoteCopy[], meant: RemoteCopy): RemoteCopy[] {
  const isMeant = (copy: RemoteCopy) =>
    copy.peer.id === meant.peer.id && copy.shared.id === meant.shared.id;
  return [...copies.filter(isMeant), ...copies.filter((copy) => !isMeant(copy))];
}

/** Waits until a copy is there. @throws PeerGoneError */
async function untilSome(
  copies: () => readonly RemoteCopy[],
  patience: number,
  onWait: () => void,
  signal: AbortSignal,
): Promise<void> {
  const limit = new Patience(patience);
  while (copies().length === 0) {
    if (limit.isOver()) throw new PeerGoneError('Whoever has this');
    onWait();
    await pause(LOOK_INTERVAL, signal);
    signal.throwIfAborted();
  }
}
