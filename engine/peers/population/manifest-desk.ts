import type { PeerId } from '../../../shared/ids.ts';
import { type Body, type BodyBounds, BodyBudget } from '../../gtp/body-budget.ts';
import { deferred } from '../../waiting/deferred.ts';
import { FairTurns } from '../../waiting/fair-turns.ts';
import { pause } from '../../waiting/pause.ts';

const MIB = 1024 * 1024;
/** A manifest takes some three times its size in memory while it is kept. */
const BOUNDS: BodyBounds = { all: 128 * MIB, strangers: 9 * MIB, perPeer: 24 * MIB };
/** Up to this size, in bytes, a manifest is checked in no time. */
const SMALL = 64 * 1024;
/**
 * After a large one of a stranger, others do without for this many times as long as it took to check, and
 * for a millisecond for so many bytes: what is made of it takes time and memory, too.
 */
const REST = 4;
const BYTES_PER_MILLISECOND = 2 * 1024;

/** What the manifests of all peers may cost: memory while they come and are kept, and time to check them. */
export class ManifestDesk {
  readonly #isStranger: (peer: PeerId) => boolean;
  readonly #budget: BodyBudget;
  readonly #turns: FairTurns<PeerId>;

  constructor(isStranger: (peer: PeerId) => boolean) {
    this.#isStranger = isStranger;
    this.#budget = new BodyBudget(BOUNDS, isStranger);
    this.#turns = new FairTurns({ room: 1, isStranger });
  }

  /** Room for a manifest that this peer sends, as long as it is not disposed of. */
  open(peer: PeerId, host: string | null): Body {
    return this.#budget.open(peer, host);
  }

  /** Checks a manifest of this many bytes when it is its turn: meanwhile nothing else goes on here. */
  async check<T>(peer: PeerId, bytes: number, signal: AbortSignal, work: () => T): Promise<T> {
    if (bytes <= SMALL || !this.#isStranger(peer)) return work();
    const checked = deferred<T>();
    const turn = this.#turns.take(
      () => [peer],
      signal,
      async () => {
        const begun = performance.now();
        try {
          checked.resolve(work());
        } catch (error) {
          checked.reject(error);
        }
        const took = performance.now() - begun;
        await pause(Math.max(REST * took, bytes / BYTES_PER_MILLISECOND), signal);
      },
    );
    turn.catch(checked.reject);
    return checked.promise;
  }
}
