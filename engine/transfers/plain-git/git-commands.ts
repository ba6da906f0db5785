import type { Handlers, ParsedParams } from '../../../shared/api/contract.ts';
import type { EngineContract } from '../../../shared/api/engine-contract.ts';
import type { SharedHeads } from '../../../shared/api/shared-heads.ts';
import type { PeerId, SwarmId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import { copyOfPeer } from '../../asking/sources.ts';
import { UnknownPeerError } from '../../errors/peers.ts';
import { PeerSharesNothingError, UnknownSwarmError } from '../../errors/transfers.ts';
import type { Transfers } from '../transfers.ts';
import { ObjectsJob, type ObjectsParts } from './objects-job.ts';

/** Carries out what a git asks for that fetches from a `gtp://` address by itself. */
export class GitCommands {
  readonly #parts: ObjectsParts;
  readonly #transfers: Transfers;

  constructor(parts: ObjectsParts, transfers: Transfers) {
    this.#parts = parts;
    this.#transfers = transfers;
  }

  get handlers(): Pick<Handlers<EngineContract>, 'git.heads' | 'git.objects'> {
    return {
      'git.heads': async ({ swarm, peer }) => this.#heads(swarm, peer),
      'git.objects': (params, signal) => this.#bring(params, signal),
    };
  }

  #heads(swarm: SwarmId, peer: PeerId): SharedHeads {
    const { shared } = this.#copyOf(swarm, peer);
    const { objectFormat, defaultBranch = null } = shared;
    return {
      objectFormat,
      defaultBranch,
      heads: shared.heads.map(({ ref, oid, tip }) => ({ ref, oid, peeled: tip?.oid ?? null })),
    };
  }

  async #bring(
    { transfer, ...params }: ParsedParams<EngineContract, 'git.objects'>,
    signal: AbortSignal,
  ): Promise<void> {
    const source = this.#copyOf(params.swarm, params.peer);
    const request = { kind: 'objects', ...params } as const;
    const job = await ObjectsJob.begin(this.#parts, transfer, request, source, signal);
    await this.#transfers.run(job, signal);
  }

  /** A teammate's copy, or the last that is known of it while others are here who have the project. */
  #copyOf(swarm: SwarmId, peer: PeerId): RemoteCopy {
    const { sources } = this.#parts;
    const here = sources.copiesOfSwarm(swarm);
    const [first] = here;
    if (first === undefined) throw new UnknownSwarmError();
    const copy = copyOfPeer(here, peer) ?? sources.lastKnownCopies(peer, first.shared.roots)[0];
    if (copy !== undefined) return copy;
    const name = sources.nameOf(peer);
    throw name === peer
      ? new UnknownPeerError()
      : new PeerSharesNothingError(name, first.shared.name);
  }
}
