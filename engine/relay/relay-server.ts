import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { TokenBucket } from 'limiter';
import { LRUCache } from 'lru-cache';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { type PeerId, peerIdSchema } from '../../shared/ids.ts';
import { Link } from '../gtp/link.ts';
import { Throttle } from '../gtp/throttle.ts';
import { passOn } from './pass-on.ts';

/** What a relay does for others, at the most. */
export interface RelayBounds {
  /** Peers that have come to it: from one address, and in all. */
  readonly peers: { readonly perHost: number; readonly inAll: number };
  /** Pairs that are passed on: of one peer, and in all. */
  readonly pairs: { readonly perPeer: number; readonly inAll: number };
  /** Bytes a second: of a pair, and in all. */
  readonly rate: { readonly perPair: number; readonly inAll: number };
  /** How long a pair that says nothing is kept, in milliseconds. */
  readonly idle: number;
}

const MB = 1_000_000;
export const RELAY_BOUNDS: RelayBounds = {
  peers: { perHost: 64, inAll: 512 },
  pairs: { perPeer: 32, inAll: 256 },
  rate: { perPair: 8 * MB, inAll: 32 * MB },
  idle: 5 * 60_000,
};
/** How often one peer may ask to be joined with another: at once, and from then on in each second. */
const ASKING = { atOnce: 32, perSecond: 1 };
/** How long the other one may take to answer, in milliseconds. */
const ANSWER_WITHIN = 10_000;
/** Peers that are remembered for how often they ask, beyond their connections. */
const REMEMBERED = 4_096;

const JOIN = new RegExp(`^${ROUTES.join('' as PeerId)}([a-z2-7]{52})$`);

/** Passes bytes on between peers that have both come here. What they say to each other it cannot read. */
export class RelayServer implements Disposable {
  readonly #self: PeerId;
  readonly #bounds: RelayBounds;
  readonly #links = new Map<PeerId, Link>();
  /** The peers of each pair that is passed on. */
  readonly #pairs = new Set<readonly [PeerId, PeerId]>();
  readonly #rates = new Throttle();
  readonly #asking = new LRUCache<PeerId, TokenBucket>({ max: REMEMBERED });
  readonly #ended = new AbortController();

  constructor(self: PeerId, bounds: RelayBounds = RELAY_BOUNDS) {
    this.#self = self;
    this.#bounds = bounds;
    this.#rates.set({ total: bounds.rate.inAll, perPeer: bounds.rate.perPair });
  }

  /** How many peers have come, and how many pairs are passed on. */
  get use(): { readonly peers: number; readonly pairs: number } {
    return { peers: this.#links.size, pairs: this.#pairs.size };
  }

  /** A peer has come, and proven its key. */
  accept(peer: PeerId, socket: TLSSocket, address: string): void {
    const link = Link.accepted({ peer, address }, socket, (stream, headers, from) => {
      stream.on('error', () => {});
      void this.#join(stream, headers, from).catch(() => refuse(stream, 503));
    });
    // It came again: it has lost the connection that this side still believes in.
    this.#links.get(peer)?.[Symbol.dispose]();
    this.#links.delete(peer);
    this.#makeRoomFor(link.host);
    this.#links.set(peer, link);
    void link.closed.then(() => {
      if (this.#links.get(peer) === link) this.#links.delete(peer);
    });
  }

  [Symbol.dispose](): void {
    this.#ended.abort();
    for (const link of this.#links.values()) link[Symbol.dispose]();
    this.#links.clear();
  }

  async #join(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    from: PeerId,
  ): Promise<void> {
    const [, id] = JOIN.exec(headers[':path'] ?? '') ?? [];
    const to = peerIdSchema.safeParse(id);
    if (headers[':method'] !== 'POST' || !to.success || to.data === from) {
      return refuse(stream, 404);
    }
    if (!this.#mayAsk(from)) return refuse(stream, 429);
    const target = this.#links.get(to.data);
    if (target === undefined || to.data === this.#self) return refuse(stream, 404);
    const pair = [from, to.data] as const;
    if (!this.#hasRoomFor(pair)) return refuse(stream, 503);
    this.#pairs.add(pair);
    const gone = new AbortController();
    stream.once('close', () => gone.abort());
    const late = setTimeout(() => gone.abort(), ANSWER_WITHIN).unref();
    try {
      const signal = AbortSignal.any([gone.signal, this.#ended.signal]);
      const tunnel = await target.open(ROUTES.joined(from), signal);
      clearTimeout(late);
      tunnel.stream.on('error', () => {});
      if (tunnel.status !== 200) {
        tunnel.stream.close();
        return refuse(stream, 404);
      }
      stream.respond({ ':status': 200 });
      const key = [...pair].sort().join(' ');
      await passOn(stream, tunnel.stream, {
        idle: this.#bounds.idle,
        pieces: (chunk) => this.#rates.pieces(key, chunk),
      });
    } finally {
      clearTimeout(late);
      this.#pairs.delete(pair);
    }
  }

  /** Who has been here longest goes, of the same address, or of the one with the most: it may come again. */
  #makeRoomFor(host: string): void {
    const { perHost, inAll } = this.#bounds.peers;
    const from = (where: string) => [...this.#links.values()].filter((each) => each.host === where);
    if (from(host).length >= perHost) this.#letGo(from(host)[0]);
    else if (this.#links.size >= inAll) {
      const counts = new Map<string, number>();
      for (const each of this.#links.values()) {
        counts.set(each.host, (counts.get(each.host) ?? 0) + 1);
      }
      const [most] = [...counts].sort(([, one], [, other]) => other - one);
      this.#letGo(from(most?.[0] ?? host)[0]);
    }
  }

  #letGo(link: Link | undefined): void {
    if (link === undefined) return;
    // It counts no longer, though its end takes a moment.
    this.#links.delete(link.peer);
    link[Symbol.dispose]();
  }

  #hasRoomFor(pair: readonly [PeerId, PeerId]): boolean {
    const { perPeer, inAll } = this.#bounds.pairs;
    const of = (peer: PeerId) => [...this.#pairs].filter((each) => each.includes(peer)).length;
    return this.#pairs.size < inAll && pair.every((peer) => of(peer) < perPeer);
  }

  #mayAsk(peer: PeerId): boolean {
    const known = this.#asking.get(peer);
    if (known !== undefined) return known.tryRemoveTokens(1);
    const bucket = new TokenBucket({
      ...{ bucketSize: ASKING.atOnce, tokensPerInterval: ASKING.perSecond, interval: 'second' },
    });
    bucket.content = ASKING.atOnce;
    this.#asking.set(peer, bucket);
    return bucket.tryRemoveTokens(1);
  }
}

function refuse(stream: ServerHttp2Stream, status: number): void {
  if (stream.destroyed) return;
  if (stream.headersSent) stream.close();
  else stream.respond({ ':status': status }, { endStream: true });
}
