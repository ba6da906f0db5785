import type { Handlers, ParsedParams } from '../../../shared/api/contract.ts';
import type { EngineContract, Origin } from '../../../shared/api/engine-contract.ts';
import type { SharedHeads } from '../../../shared/api/shared-heads.ts';
import { CancelledError } from '../../../shared/errors.ts';
import type { Oid, TransferId } from '../../../shared/ids.ts';
import type { RemoteCopy } from '../../asking/remote-copy.ts';
import { UnknownPeerError } from '../../errors/peers.ts';
import { PeerSharesNothingError, UnknownSwarmError } from '../../errors/transfers.ts';
import { unlessAborted } from '../../waiting/unless-aborted.ts';
import type { Transfers } from '../transfers.ts';
import { copiesOfOrigin } from './choose-copies.ts';
import { NearbyJob } from './nearby-job.ts';
import { ObjectsJob, type ObjectsParts } from './objects-job.ts';

/** So long git waits for another transfer into its repository to end, in milliseconds. */
const TURN = 1_000;

/** What says which copy of a teammate's is meant. */
type Named = ParsedParams<EngineContract, 'git.heads'>;

type Commands = Extract<keyof EngineContract, `git.${string}`>;

/** Carries out what a git asks for that fetches by itself: from a `gtp://` address, or from an origin. */
export class GitCommands {
  readonly #parts: ObjectsParts;
  readonly #transfers: Transfers;

  constructor(parts: ObjectsParts, transfers: Transfers) {
    this.#parts = parts;
    this.#transfers = transfers;
  }

  get handlers(): Pick<Handlers<EngineContract>, Commands> {
    return {
      'git.heads': (named, signal) => this.#heads(named, signal),
      'git.objects': (params, signal) => this.#bring(params, signal),
      'git.nearby': async ({ origin }) => ({
        names: this.#copiesOf(origin).map(({ peer }) => peer.name),
        self: this.#parts.self,
      }),
      'git.bring': (params, signal) => this.#bringNearby(params, signal),
      'git.progress': async ({ transfer }) => this.#progressOf(transfer),
    };
  }

  #copiesOf(origin: Origin): RemoteCopy[] {
    return copiesOfOrigin(this.#parts.sources.copies(), origin);
  }

  async #bringNearby(
    { transfer, ...params }: ParsedParams<EngineContract, 'git.bring'>,
    signal: AbortSignal,
  ): Promise<{ here: Oid[] }> {
    const [copy] = this.#copiesOf(params.origin);
    if (copy === undefined) return { here: [] };
    const request = { kind: 'nearby', ...params } as const;
    const job = await NearbyJob.begin(this.#parts, transfer, request, copy.shared, signal);
    const late = new AbortController();
    const timer = setTimeout(() => {
      if (!job.hasBegun) late.abort(new CancelledError());
    }, TURN);
    try {
      const running = this.#transfers.run(job, AbortSignal.any([signal, late.signal]));
      await unlessAborted(running, late.signal);
      return { here: job.here };
    } finally {
      clearTimeout(timer);
    }
  }

  #progressOf(transfer: TransferId): { bytes: number; names: string[] } | null {
    const progress = this.#transfers.toState(transfer)?.progress;
    if (progress === undefined) return null;
    const giving = progress.peers.filter(({ bytes, dropped }) => bytes > 0 && dropped === null);
    const names = giving.map(({ id }) => this.#parts.sources.nameOf(id));
    return { bytes: progress.bytes, names };
  }

  async #heads(named: Named, signal: AbortSignal): Promise<SharedHeads> {
    const copy = this.#copyOf(named);
    await this.#parts.sources.vet(copy, signal);
    const { shared } = copy;
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
    const source = this.#copyOf(params);
    await this.#parts.sources.vet(source, signal);
    const request = { kind: 'objects', ...params } as const;
    const job = await ObjectsJob.begin(this.#parts, transfer, request, source, signal);
    await this.#transfers.run(job, signal);
  }

  /** A teammate's copy, or the last that is known of it while others are here who have the project. */
  #copyOf({ swarm, peer, copy: id }: Named): RemoteCopy {
    const { sources } = this.#parts;
    const here = sources.copiesOfSwarm(swarm);
    const [first] = here;
    if (first === undefined) throw new UnknownSwarmError();
    const isMeant = (each: RemoteCopy) =>
      each.peer.id === peer && (id === undefined || each.shared.id === id);
    const away = () => sources.lastKnownCopies(peer, first.shared.roots).find(isMeant);
    const copy = here.find(isMeant) ?? away();
    if (copy !== undefined) return copy;
    const name = sources.nameOf(peer);
    throw name === peer
      ? new UnknownPeerError()
      : new PeerSharesNothingError(name, first.shared.name);
  }
}
