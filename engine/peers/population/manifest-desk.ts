import { TokenBucket } from 'limiter';
import { LRUCache } from 'lru-cache';
import type { PeerId } from '../../../shared/ids.ts';
import { type Body, type BodyBounds, BodyBudget, NoRoomError } from '../../gtp/body-budget.ts';
import { deferred } from '../../waiting/deferred.ts';
import { FairTurns } from '../../waiting/fair-turns.ts';
import { pause } from '../../waiting/pause.ts';

const MIB = 1024 * 1024;
/** A manifest takes some three times its size in memory while it is kept. */
const BOUNDS: BodyBounds = { all: 128 * MIB, strangers: 9 * MIB, perPeer: 24 * MIB };
/** Up to this size, in bytes, a manifest is checked in no time. */
const SMALL = 64 * 1024;
/**
 * What the long lists of all strangers at one address may bring at once, and in a minute from then on, in
 * bytes: who has throw-away keys could come with one under each of them, one after the other.
 */
const AT_ONCE = 12 * MIB;
const PER_MINUTE = 6 * MIB;
/** Addresses of which is remembered what came from them. */
const MAX_HOSTS = 1_000;

/**
 * After a large one of a stranger, others do without for this many times as long as it took to check, and
 * for a millisecond for so many bytes: what is made of it takes time and memory, too.
 */
const REST = 4;
const BYTES_PER_MILLISECOND = 2 * 1024;

/** Whom a manifest comes from. */
interface Sender {
  readonly peer: PeerId;
  /** The IP address. */
  readonly host: string;
}

/** What the manifests of all peers may cost: memory while they come and are kept, and time to check them. */
export class ManifestDesk {
  readonly #isStranger: (peer: PeerId) => boolean;
  readonly #budget: BodyBudget<PeerId>;
  readonly #turns: FairTurns<PeerId>;
  /** How much of its own list each connection has brought, in bytes, as far as that counts. */
  readonly #paid = new WeakMap<Sender, number>();
  readonly #byHost = new LRUCache<string, TokenBucket>({ max: MAX_HOSTS });

  constructor(isStranger: (peer: PeerId) => boolean) {
    this.#isStranger = isStranger;
    this.#budget = new BodyBudget(BOUNDS, isStranger);
    this.#turns = new FairTurns({ room: 1, isStranger });
  }

  /**
   * Room for a manifest that comes over this connection, as long as it is not disposed of.
   * @param isOwn whether it is that of the peer at the other end
   */
  open(link: Sender, isOwn: boolean): Body {
    const { peer, host } = link;
    const body = this.#budget.open(peer, host);
    if (!this.#isStranger(peer)) return body;
    // Who is here, and changes something of a long list, brings only what is new.
    const paid = isOwn ? (this.#paid.get(link) ?? 0) : 0;
    let size = 0;
    return {
      signal: body.signal,
      grow: (bytes) => {
        size += bytes;
        if (size > Math.max(SMALL, paid)) {
          if (!this.#bucketOf(host).tryRemoveTokens(bytes)) throw new NoRoomError();
          if (isOwn) this.#paid.set(link, size);
        }
        body.grow(bytes);
      },
      settle: (bytes) => body.settle(bytes),
      [Symbol.dispose]: () => body[Symbol.dispose](),
    };
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

  #bucketOf(host: string): TokenBucket {
    const known = this.#byHost.get(host);
    if (known !== undefined) return known;
    const bucket = new TokenBucket({
      ...{ bucketSize: AT_ONCE, tokensPerInterval: PER_MINUTE, interval: 'minute' },
    });
    bucket.content = AT_ONCE;
    this.#byHost.set(host, bucket);
    return bucket;
  }
}
