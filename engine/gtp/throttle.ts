import { EventEmitter } from 'node:events';
import { TokenBucket } from 'limiter';
import { LRUCache } from 'lru-cache';
import type { RepositoryId } from '../../shared/ids.ts';
import { unlessAborted } from '../waiting/unless-aborted.ts';

/** Peers whose use is remembered: more than there can be connections. */
const MAX_PEERS = 2_000;
/** The most that passes at once, in bytes. */
const MAX_PIECE = 64 * 1024;
/** At a low rate so many pieces pass in a second. */
const PIECES_A_SECOND = 4;

export interface Rates {
  /** All peers together, in bytes a second; null is as fast as it goes. */
  readonly total: number | null;
  readonly perPeer: number | null;
}

/** Bounds how fast bytes move in one direction: all together, and to or from each peer, or guest's address. */
export class Throttle {
  /** Bytes of a repository, or, without one, of what is passed on, have gone to a peer or a guest's address. */
  readonly events = new EventEmitter<{
    sent: [to: string, repository: RepositoryId | null, bytes: number];
  }>();
  #rates: Rates = { total: null, perPeer: null };
  #total: TokenBucket | null = null;
  readonly #byPeer = new LRUCache<string, TokenBucket>({ max: MAX_PEERS });

  /** Holds for what is under way, too. */
  set(rates: Rates): void {
    this.#rates = rates;
    this.#total = rates.total === null ? null : bucket(rates.total);
    this.#byPeer.clear();
  }

  /** Whether bytes to or from anybody are bounded at the moment. */
  get isLimited(): boolean {
    return this.#rates.total !== null || this.#rates.perPeer !== null;
  }

  /** Settles when these bytes may pass. */
  async pass(peer: string, bytes: number): Promise<void> {
    for (let left = bytes; left > 0; left -= MAX_PIECE) {
      const limit = this.#bucketOf(peer);
      if (limit === null) return;
      await limit.removeTokens(Math.min(left, MAX_PIECE));
    }
  }

  /**
   * Gives bytes back as fast as they may pass, piece by piece: where that is slow, whoever waits for
   * them shall see that they come.
   * @throws the signal's reason as soon as it aborts
   */
  async *pieces(peer: string, chunk: Buffer, signal?: AbortSignal): AsyncGenerator<Buffer> {
    let left = chunk;
    while (left.length > 0) {
      if (!this.isLimited) {
        signal?.throwIfAborted();
        yield left;
        return;
      }
      const size = this.#bucketOf(peer) === null ? left.length : this.#pieceSize;
      const piece = left.subarray(0, size);
      await unlessAborted(this.pass(peer, piece.length), signal);
      left = left.subarray(size);
      yield piece;
    }
  }

  /** To be called when bytes have gone out. */
  sent(to: string, repository: RepositoryId | null, bytes: number): void {
    this.events.emit('sent', to, repository, bytes);
  }

  /** In bytes. */
  get #pieceSize(): number {
    const { total, perPeer } = this.#rates;
    const rate = Math.min(total ?? Number.POSITIVE_INFINITY, perPeer ?? Number.POSITIVE_INFINITY);
    return Math.max(1, Math.min(MAX_PIECE, Math.floor(rate / PIECES_A_SECOND)));
  }

  #bucketOf(peer: string): TokenBucket | null {
    const { perPeer } = this.#rates;
    if (perPeer === null) return this.#total;
    const known = this.#byPeer.get(peer);
    if (known !== undefined) return known;
    const own = bucket(perPeer, this.#total);
    this.#byPeer.set(peer, own);
    return own;
  }
}

function bucket(bytesPerSecond: number, parent: TokenBucket | null = null): TokenBucket {
  return new TokenBucket({
    bucketSize: Math.max(MAX_PIECE, bytesPerSecond / 10),
    tokensPerInterval: bytesPerSecond,
    interval: 'second',
    ...(parent === null ? {} : { parentBucket: parent }),
  });
}
