import {
  type ClientHttp2Session,
  connect,
  type Http2Session,
  performServerHandshake,
} from 'node:http2';
import type { Socket } from 'node:net';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import { hostOf } from '../../shared/domain/address.ts';
import { PORT_HEADER, ROUTES } from '../../shared/gtp/routes.ts';
import type { PeerId } from '../../shared/ids.ts';
import { unlessAborted } from '../waiting/unless-aborted.ts';
import { Bulk } from './bulk/bulk.ts';
import {
  type Caller,
  call,
  type GtpRequest,
  type GtpResponse,
  type GtpTunnel,
  LinkClosedError,
  openTunnel,
} from './call.ts';
import { endSession, isOver } from './ending/end-session.ts';
import type { Traffic } from './floods/allowance.ts';
import { FLOODS } from './floods/flood-watch.ts';
import { Tally } from './floods/tally.ts';
import { acceptReverse, openReverse } from './inside/reverse.ts';
import type { StreamHandler } from './router.ts';
import { INNER_WINDOWS, SESSION_OPTIONS, widenWindow } from './session-options.ts';

/** How long a connection that another one replaces stays open, in milliseconds. */
const RETIRE_AFTER = 2_000;

/** Who has dialled and asks for nothing in so many milliseconds is let go. */
const FIRST_WORD_WITHIN = 10_000;

/** How long the last words on a connection may take to go out, in milliseconds. */
const CLOSE_WITHIN = 500;

/** How a link came about: by an address, over a relay, or through both sides' routers by hole punching. */
export type Way = 'direct' | 'relayed' | 'punched';

/** A sign of life that was answered. */
export interface RoundTrip {
  /** In milliseconds. */
  readonly took: number;
  /** What else went over the connection meanwhile, in bytes. */
  readonly moved: number;
}

interface DialledEnds {
  readonly self: PeerId;
  readonly peer: PeerId;
  readonly address: string;
  readonly port: number | null;
  readonly way?: Way;
}

/**
 * The one connection of a pair of peers. HTTP/2 lets only the side that dialled send requests; for
 * the other direction the dialler opens a stream (`/gtp/2/reverse`), and on it runs a second
 * HTTP/2 session with the roles swapped. So a peer that cannot be dialled is served all the same.
 * Whoever can be dialled is asked for bulk on a connection beside it.
 */
export class Link implements Caller, Disposable {
  readonly peer: PeerId;
  /** Who dialled. */
  readonly initiator: PeerId;
  /** `host:port` of the other end; of the relay where it goes over one. */
  readonly address: string;
  readonly way: Way;
  readonly closed: Promise<void>;
  readonly bulk: Bulk;
  readonly #socket: Socket;
  readonly #outer: Http2Session;
  readonly #calls: Promise<ClientHttp2Session>;
  readonly #tally: Tally;
  #listensAt: Endpoint | null = null;
  #end: () => void = () => {};
  #onRoundTrip: (trip: RoundTrip) => void = () => {};

  private constructor(
    ends: { peer: PeerId; initiator: PeerId; address: string; way?: Way },
    socket: Socket,
    outer: Http2Session,
    calls: Promise<ClientHttp2Session>,
    tally: Tally,
  ) {
    this.peer = ends.peer;
    this.initiator = ends.initiator;
    this.address = ends.address;
    this.way = ends.way ?? 'direct';
    this.#socket = socket;
    this.#outer = outer;
    this.bulk = new Bulk(ends.peer, outer, tally);
    this.#calls = calls;
    this.#tally = tally;
    // Requests made on a link that is gone report it themselves.
    calls.catch(() => {});
    this.closed = new Promise((resolve) => {
      this.#end = resolve;
      outer.once('close', () => resolve());
    });
    void this.closed.then(() => this.bulk[Symbol.dispose]());
    FLOODS.watch(this);
  }

  /**
   * The dialling side of a connection whose peer is already proven.
   * @param ends with the port on which this side can be dialled itself; null if it cannot
   */
  static dialled(ends: DialledEnds, socket: Socket, handle: StreamHandler): Link {
    const session = connect('https://peer', { ...SESSION_OPTIONS, createConnection: () => socket });
    session.on('error', () => {});
    const tally = new Tally();
    session.once('connect', () => {
      widenWindow(session);
      openReverse(session, ends, tally.counting(handle), () => link.#reverseEnded());
    });
    const calls = Promise.resolve(session);
    const link = new Link({ ...ends, initiator: ends.self }, socket, session, calls, tally);
    return link;
  }

  /** The accepting side. */
  static accepted(
    ends: { peer: PeerId; address: string; way?: Way },
    socket: Socket,
    handle: StreamHandler,
  ): Link {
    const session = performServerHandshake(socket, SESSION_OPTIONS);
    session.on('error', () => {});
    widenWindow(session);
    const silent = setTimeout(() => link[Symbol.dispose](), FIRST_WORD_WITHIN).unref();
    const tally = new Tally();
    const answer = tally.counting(handle);
    let isLent = false;
    const calls = new Promise<ClientHttp2Session>((resolve, reject) => {
      session.once('close', () => {
        clearTimeout(silent);
        reject(new LinkClosedError());
      });
      session.on('stream', (stream, headers) => {
        clearTimeout(silent);
        const isReverse = headers[':method'] === 'POST' && headers[':path'] === ROUTES.reverse;
        // A second way back would be one more session: it is no route any more. Nor is one that was given up at once.
        if (!isReverse || isLent || stream.destroyed) return answer(stream, headers, ends.peer);
        isLent = true;
        if (link.isDirect) link.#listensAt = listenerOf(ends.address, headers[PORT_HEADER]);
        resolve(acceptReverse(session, stream));
        stream.once('close', () => link.#reverseEnded());
      });
    });
    const link = new Link({ ...ends, initiator: ends.peer }, socket, session, calls, tally);
    return link;
  }

  /** Where the one who dialled says that it can be dialled itself; null if it does not say so. */
  get listensAt(): Endpoint | null {
    return this.#listensAt;
  }

  /** How many bytes have come from the other end, in bulk, too: as long as it grows, that is alive. */
  get bytesReceived(): number {
    return this.#socket.bytesRead + this.bulk.bytesReceived;
  }

  /** Whether the other end can be dialled where it is, as any address can. */
  get isDirect(): boolean {
    return this.way === 'direct';
  }

  get host(): string {
    return hostOf(this.address);
  }

  /** Within another stream bytes come in gusts, and stand in the windows of both sessions for a moment. */
  get onItsWay(): number {
    return this.isDirect ? 0 : INNER_WINDOWS;
  }

  /** What has come over all connections of the pair. */
  get traffic(): Traffic {
    const { useful, requests, givenUp, brokenOff } = this.#tally;
    return { received: this.bytesReceived, useful, requests, givenUp, brokenOff };
  }

  /** How many bytes were sent to the other end; whether they arrived is another question. */
  get bytesSent(): number {
    return this.#socket.bytesWritten;
  }

  /** Calls `listener` when the other end asks for a sign of life. */
  onPinged(listener: () => void): void {
    this.#outer.on('ping', listener);
  }

  /** Calls `listener`, in place of the one before, whenever a sign of life of the other end has come. */
  onRoundTrip(listener: (trip: RoundTrip) => void): void {
    this.#onRoundTrip = listener;
  }

  get isClosed(): boolean {
    return isOver(this.#outer);
  }

  async request(request: GtpRequest): Promise<GtpResponse> {
    // A peer that never opens its direction must not hold up who has given up on it.
    return call(await unlessAborted(this.#calls, request.signal), request, this.#tally);
  }

  /** Opens a stream to the other end that goes both ways; it is not ended when `path` has been asked for. */
  async open(path: string, signal: AbortSignal): Promise<GtpTunnel> {
    return openTunnel(await unlessAborted(this.#calls, signal), path, signal, this.#tally);
  }

  /** Round trip in milliseconds. @throws LinkClosedError, also after `timeout` milliseconds */
  async ping(timeout: number): Promise<number> {
    const before = this.bytesReceived + this.bytesSent;
    return new Promise((resolve, reject) => {
      // Whoever does not answer keeps no program from its end.
      const timer = setTimeout(() => reject(new LinkClosedError()), timeout).unref();
      const settled = (error: Error | null, took: number) => {
        clearTimeout(timer);
        if (error !== null) return reject(new LinkClosedError(error));
        this.#onRoundTrip({ took, moved: this.bytesReceived + this.bytesSent - before });
        resolve(took);
      };
      if (this.isClosed || !this.#outer.ping(settled)) {
        clearTimeout(timer);
        reject(new LinkClosedError());
      }
    });
  }

  /** Takes no new requests, gives those under way a moment, then closes. */
  retire(): void {
    this.#outer.close();
    setTimeout(() => endSession(this.#outer), RETIRE_AFTER).unref();
  }

  /** Ends the connection and everything on it. */
  [Symbol.dispose](): void {
    this.bulk[Symbol.dispose]();
    endSession(this.#outer);
    this.#endSoon();
  }

  /** It goes with the session, which the other end may have ended. */
  #reverseEnded(): void {
    if (this.#outer.destroyed) this.#endSoon();
  }

  /** A destroyed session is closed when its last write has ended, which may be never. */
  #endSoon(): void {
    setTimeout(this.#end, CLOSE_WITHIN).unref();
  }
}

/** The port that the other end told, at the place that it is known by. */
function listenerOf(address: string, told: unknown): Endpoint | null {
  const port = typeof told === 'string' && /^\d{1,5}$/.test(told) ? Number(told) : 0;
  return port < 1 || port > 65_535 ? null : { host: hostOf(address), port };
}
