import type { Http2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { PeerId } from '../../../shared/ids.ts';
import type { Caller } from '../call.ts';
import type { Tally } from '../floods/tally.ts';
import type { StreamHandler } from '../router.ts';
import { type BulkDial, BulkRoute } from './bulk-route.ts';
import { ServedBulk } from './served-bulk.ts';

/** The session of the link, of each one that serves bulk beside it. */
const linkSessions = new WeakMap<Http2Session, Http2Session>();

/** The session that lives as long as the peer is here: that of the link, also for one that serves bulk beside it. */
export function lastingSession(session: Http2Session): Http2Session {
  return linkSessions.get(session) ?? session;
}

/** The connections for bulk beside a link, one in each direction at the most. To be disposed of when that ends. */
export class Bulk implements Disposable {
  readonly #peer: PeerId;
  readonly #link: Http2Session;
  readonly #tally: Tally;
  #route: BulkRoute | null = null;
  #served: ServedBulk | null = null;
  /** What came over those that were served and have been replaced. */
  #receivedBefore = 0;
  #isOver = false;

  /**
   * @param link the session of the link
   * @param tally counts for all connections of the pair
   */
  constructor(peer: PeerId, link: Http2Session, tally: Tally) {
    this.#peer = peer;
    this.#link = link;
    this.#tally = tally;
  }

  get bytesReceived(): number {
    const served = this.#receivedBefore + (this.#served?.bytesReceived ?? 0);
    return served + (this.#route?.bytesReceived ?? 0);
  }

  /** From now on a connection for what is asked in bulk is dialled when there is something. */
  dialBy(dial: BulkDial): void {
    if (!this.#isOver) this.#route ??= new BulkRoute(dial, this.#tally);
  }

  /** What bulk is to be asked over; null: over the link itself. */
  async caller(): Promise<Caller | null> {
    return (await this.#route?.caller()) ?? null;
  }

  /** Answers what the peer asks on one more connection; the one before it has been lost. */
  serve(socket: Socket, handle: StreamHandler): void {
    if (this.#isOver) {
      socket.destroy();
      return;
    }
    this.#receivedBefore += this.#served?.bytesReceived ?? 0;
    this.#served?.[Symbol.dispose]();
    this.#served = new ServedBulk(socket, this.#peer, this.#tally.counting(handle));
    linkSessions.set(this.#served.session, this.#link);
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#route?.[Symbol.dispose]();
    this.#served?.[Symbol.dispose]();
  }
}
