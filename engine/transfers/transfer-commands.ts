import { isAbsolute } from 'node:path';
import type { Handlers, ParsedParams } from '../../shared/api/contract.ts';
import type { EngineContract } from '../../shared/api/engine-contract.ts';
import type { RefUpdate, TransferResult } from '../../shared/api/state.ts';
import { InvalidRequestError } from '../../shared/errors.ts';
import type { PeerId } from '../../shared/ids.ts';
import {
  EmptyRepositoryError,
  NothingSharedError,
  UnknownPeerError,
  UnknownRepositoryError,
  UnknownSwarmError,
} from '../errors.ts';
import type { Peers } from '../peers/peers.ts';
import type { Repositories } from '../repositories/repositories.ts';
import type { Aliases } from './aliases.ts';
import { cloneFromPeer } from './clone-from-peer.ts';
import { copiesOfSwarm, copiesRelatedTo, copyOfPeer } from './copies-of-swarm.ts';
import { fetchFromPeer } from './fetch-from-peer.ts';
import type { Housekeeping } from './housekeeping.ts';
import type { RemoteCopy } from './remote-copy.ts';
import type { Transfers } from './transfers.ts';

interface CommandParts {
  readonly self: PeerId;
  readonly repositories: Repositories;
  readonly peers: Peers;
  readonly aliases: Aliases;
  readonly transfers: Transfers;
  readonly housekeeping: Housekeeping;
}

/** Carries out `fetch` and `clone`: finds what is meant, then lets a transfer do it. */
export class TransferCommands {
  readonly #parts: CommandParts;

  constructor(parts: CommandParts) {
    this.#parts = parts;
  }

  get handlers(): Pick<Handlers<EngineContract>, 'fetch' | 'clone'> {
    return {
      fetch: (params, signal) => this.#fetch(params, signal),
      clone: (params, signal) => this.#clone(params, signal),
    };
  }

  async #fetch(
    params: ParsedParams<EngineContract, 'fetch'>,
    signal: AbortSignal,
  ): Promise<TransferResult> {
    const { repositories, peers, transfers } = this.#parts;
    if (params.as !== undefined && params.peers.length !== 1) {
      throw new InvalidRequestError('Name one teammate to fetch from with --as.');
    }
    const copy = repositories.get(params.repository);
    await copy.refresh();
    const { reading, record } = copy;
    if (reading === null) throw copy.failure ?? new UnknownRepositoryError();
    const { repository, content, own } = reading;
    if (own === null) throw new EmptyRepositoryError(record.path);
    const related = copiesRelatedTo(peers, own.roots);
    const sources = this.#chooseSources(params.peers, related, content.name);
    return transfers.run(
      {
        id: params.transfer,
        kind: 'fetch',
        swarm: own.swarm,
        name: content.name,
        path: record.path,
      },
      // Worktrees of one repository share it.
      repository.commonDir,
      async (progress, transferSignal) => {
        const updates: RefUpdate[] = [];
        for (const source of sources) {
          const { aliases, self } = this.#parts;
          const alias = await aliases.choose(
            record.id,
            repository,
            source.peer,
            params.as,
            transferSignal,
          );
          // Before the refs are there: an interruption must not make them somebody else's.
          await aliases.remember(record.id, source.peer.id, alias);
          updates.push(
            ...(await fetchFromPeer({
              self,
              transfer: params.transfer,
              repository,
              source,
              helpers: related.filter((other) => other !== source),
              alias,
              progress,
              signal: transferSignal,
            })),
          );
        }
        return updates;
      },
      signal,
    );
  }

  async #clone(
    params: ParsedParams<EngineContract, 'clone'>,
    signal: AbortSignal,
  ): Promise<TransferResult & { path: string }> {
    const { repositories, peers, transfers, self } = this.#parts;
    const { transfer, swarm, directory, peer } = params;
    if (!isAbsolute(directory)) throw new InvalidRequestError('The folder must be a full path.');
    const copies = copiesOfSwarm(peers, swarm);
    const source = peer === undefined ? (copies[0] ?? null) : copyOfPeer(copies, peer);
    if (source === null) throw new UnknownSwarmError();
    const result = await transfers.run(
      { id: transfer, kind: 'clone', swarm, name: source.shared.name, path: directory },
      directory,
      (progress, transferSignal) =>
        cloneFromPeer({
          self,
          transfer,
          directory,
          source,
          helpers: copies.filter((copy) => copy !== source),
          progress,
          signal: transferSignal,
        }),
      signal,
    );
    const { id } = await repositories.add(directory);
    const repository = repositories.get(id).reading?.repository;
    if (repository !== undefined) this.#parts.housekeeping.tidy(repository);
    return { ...result, path: directory };
  }

  /** The named teammates' copies, or everybody's. @throws UnknownPeerError, NothingSharedError */
  #chooseSources(
    wanted: readonly PeerId[],
    related: readonly RemoteCopy[],
    name: string,
  ): readonly RemoteCopy[] {
    if (wanted.some((id) => this.#parts.peers.find(id) === null)) throw new UnknownPeerError();
    const isWanted = (copy: RemoteCopy) => wanted.length === 0 || wanted.includes(copy.peer.id);
    const sources = related.filter(isWanted);
    if (sources.length === 0) throw new NothingSharedError(name);
    return sources;
  }
}
