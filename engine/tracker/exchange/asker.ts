import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { LIMITS } from '../../../shared/gtp/limits.ts';
import type { Exchange, ExchangeAnswer, Signed } from '../../../shared/gtp/tracker.ts';
import type { PeerId, SwarmId } from '../../../shared/ids.ts';
import { upTo } from '../../../shared/up-to.ts';
import type { BlindedSwarm } from '../blinding.ts';
import type { EnvelopePool } from './envelope-pool.ts';
import { proofsOf } from './proofs.ts';

/** Peers whose last answers are remembered. */
const MOST_HEARD = 4_000;

export interface AskerParts {
  readonly self: PeerId;
  readonly isNearby: (peer: PeerId) => boolean;
  /** Asks a connected peer. */
  readonly ask: (peer: PeerId, request: Exchange, signal: AbortSignal) => Promise<ExchangeAnswer>;
  readonly pool: Pick<EnvelopePool, 'swarmsOf'>;
  /** The projects that this peer may be known to know. */
  readonly swarms: () => readonly SwarmId[];
  /** As they are called at the moment. */
  readonly blinded: (swarms: readonly SwarmId[]) => readonly BlindedSwarm[];
  /** The parts that are wanted, by all their bits. */
  readonly shards: () => readonly string[];
  /** What this peer announces, of those projects. */
  readonly own: (bits: number, isTold: (swarm: SwarmId) => boolean) => readonly Signed[];
}

/** Asks others for what they have heard, and shows nobody a project that they do not know. */
export class Asker {
  readonly #parts: AskerParts;
  readonly #secret = randomBytes(32);
  /** What was asked for, of each peer, and what its answer called what it knew. */
  readonly #heardOf = new LRUCache<PeerId, { readonly wishes: string; readonly upTo: number }>(
    upTo(MOST_HEARD),
  );

  constructor(parts: AskerParts) {
    this.#parts = parts;
  }

  /**
   * Asks a peer for what it has heard since the last time.
   * @param bits how many my announcements tell
   * @throws what `ask` throws
   */
  async exchange(peer: PeerId, bits: number, signal: AbortSignal): Promise<ExchangeAnswer> {
    const { self, isNearby, ask, pool, own, blinded } = this.#parts;
    const isNear = isNearby(peer);
    const swarms = this.#parts.swarms();
    const swarmsOfIt = pool.swarmsOf(peer);
    // Only those nearby ask for parts in this peer's place.
    const shards = isNear ? [...this.#parts.shards()] : [];
    const wishes = [...shards, ...swarms].join(' ');
    const known = this.#heardOf.get(peer);
    const request = {
      // To those nearby all is handed over, sealed; to others what they have said to be of.
      envelopes: [...own(bits, (swarm) => isNear || swarmsOfIt.has(swarm))],
      shards,
      proofs: proofsOf(blinded(swarms), { asker: self, asked: peer }, this.#secret),
      since: known?.wishes === wishes ? known.upTo : 0,
    };
    const answer = await ask(peer, request, signal);
    this.#heardOf.set(peer, { wishes, upTo: answer.upTo ?? 0 });
    const most = LIMITS[isNear ? 'envelopesPerDocument' : 'envelopesPerExchange'];
    return { ...answer, envelopes: answer.envelopes.slice(0, most) };
  }

  left(peer: PeerId): void {
    this.#heardOf.delete(peer);
  }
}
