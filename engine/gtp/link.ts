import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type Http2Session,
  type IncomingHttpHeaders,
  performServerHandshake,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { PeerId } from '../../shared/ids.ts';
import { deferred } from '../waiting/deferred.ts';
import type { StreamHandler } from './router.ts';
import { SESSION_OPTIONS, widenWindow } from './session-options.ts';

export interface GtpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Hears that the other side is still at work (an informational answer, RFC 9110, section 15.2). */
  readonly onWorking?: () => void;
}

export interface GtpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: ClientHttp2Stream;
}

/** How long a connection that another one replaces stays open, in milliseconds. */
const RETIRE_AFTER = 2_000;

/** Who has dialled and asks for nothing in so many milliseconds is let go. */
const FIRST_WORD_WITHIN = 10_000;

/** How long the last words on a connection may take to go out, in milliseconds. */
const CLOSE_WITHIN = 500;

/** The connection ended before an answer came. */
export class LinkClosedError extends Error {
  constructor(cause?: unknown) {
    super('the connection to the peer ended', { cause });
  }
}

/**
 * The one connection of a pair of peers. HTTP/2 lets only the side that dialled send requests; for
 * the other direction the dialler opens a stream (`/gtp/2/reverse`), and on it runs a second
 * HTTP/2 session with the roles swapped. So a peer that cannot be dialled is served all the same.
 */
export class Link implements Disposable {
  readonly peer: PeerId;
  /** Who dialled. */
  readonly initiator: PeerId;
  /** `host:port` of the other end. */
  readonly address: string;
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #outer: Http2Session;
  readonly #calls: Promise<ClientHttp2Session>;
  #end: () => void = () => {};

  private constructor(
    ends: { peer: PeerId; initiator: PeerId; address: string },
    socket: Socket,
    outer: Http2Session,
    calls: Promise<ClientHttp2Session>,
  ) {
    this.peer = ends.peer;
    this.initiator = ends.initiator;
    this.address = ends.address;
    this.#socket = socket;
    this.#outer = outer;
    this.#calls = calls;
    // Requests made on a link that is gone report it themselves.
    calls.catch(() => {});
    this.closed = new Promise((resolve) => {
      this.#end = resolve;
      outer.once('close', () => resolve());
    });
  }

  /** The dialling side of a connection whose peer is already proven. */
  static dialled(
    ends: { self: PeerId; peer: PeerId; address: string },
    socket: Socket,
    handle: StreamHandler,
  ): Link {
    const session = connect('https://peer', { ...SESSION_OPTIONS, createConnection: () => socket });
    session.on('error', () => {});
    session.once('connect', () => {
      widenWindow(session);
      openReverse(session, ends.peer, handle, () => link.#reverseEnded());
    });
    const calls = Promise.resolve(session);
    const link = new Link({ ...ends, initiator: ends.self }, socket, session, calls);
    return link;
  }

  /** The accepting side. */
  static accepted(
    ends: { peer: PeerId; address: string },
    socket: Socket,
    handle: StreamHandler,
  ): Link {
    const session = performServerHandshake(socket, SESSION_OPTIONS);
    session.on('error', () => {});
    widenWindow(session);
    const silent = setTimeout(() => link[Symbol.dispose](), FIRST_WORD_WITHIN).unref();
    let isLent = false;
    const calls = new Promise<ClientHttp2Session>((resolve, reject) => {
      session.once('close', () => {
        clearTimeout(silent);
        reject(new LinkClosedError());
      });
      session.on('stream', (stream, headers) => {
        clearTimeout(silent);
        const isReverse = headers[':method'] === 'POST' && headers[':path'] === ROUTES.reverse;
        // A second way back would be one more session: it is no route any more.
        if (!isReverse || isLent) return handle(stream, headers, ends.peer);
        isLent = true;
        resolve(acceptReverse(session, stream));
        stream.once('close', () => link.#reverseEnded());
      });
    });
    const link = new Link({ ...ends, initiator: ends.peer }, socket, session, calls);
    return link;
  }

  /** How many bytes have come from the other end: as long as it grows, that is alive. */
  get bytesReceived(): number {
    return this.#socket.bytesRead;
  }

  /** How many bytes were sent to the other end; whether they arrived is another question. */
  get bytesSent(): number {
    return this.#socket.bytesWritten;
  }

  /** Calls `listener` when the other end asks for a sign of life. */
  onPinged(listener: () => void): void {
    this.#outer.on('ping', listener);
  }

  get isClosed(): boolean {
    return this.#outer.closed || this.#outer.destroyed;
  }

  /**
   * Sends a request; settles when the answer's headers are here.
   * @throws LinkClosedError, or the signal's reason
   */
  async request({
    method,
    path,
    headers,
    body,
    signal,
    onWorking,
  }: GtpRequest): Promise<GtpResponse> {
    signal?.throwIfAborted();
    const session = await unlessAborted(this.#calls, signal);
    if (session.closed || session.destroyed) throw new LinkClosedError();
    const stream = session.request(
      { ...headers, ':method': method, ':path': path },
      { endStream: body === undefined, signal },
    );
    if (body !== undefined) stream.end(body);
    if (onWorking !== undefined) stream.on('headers', onWorking);
    return new Promise((resolve, reject) => {
      const fail = (cause?: unknown) =>
        reject(signal?.aborted ? signal.reason : new LinkClosedError(cause));
      stream.once('error', fail);
      stream.once('close', fail);
      stream.once('response', (answer) => {
        stream.off('close', fail);
        resolve({ status: Number(answer[':status']), headers: answer, body: stream });
      });
    });
  }

  /** Round trip in milliseconds. @throws LinkClosedError, also after `timeout` milliseconds */
  async ping(timeout: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new LinkClosedError()), timeout);
      const settled = (error: Error | null, duration: number) => {
        clearTimeout(timer);
        if (error === null) resolve(duration);
        else reject(new LinkClosedError(error));
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
    setTimeout(() => this.#outer.destroy(), RETIRE_AFTER).unref();
  }

  /** Ends the connection and everything on it. */
  [Symbol.dispose](): void {
    this.#outer.destroy();
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

/** @param onEnd called when the other direction has ended: alone, or with the whole session */
function openReverse(
  session: ClientHttp2Session,
  peer: PeerId,
  handle: StreamHandler,
  onEnd: () => void,
): void {
  // Two peers that dial each other at once give up one of the connections before it is in use.
  if (session.closed || session.destroyed) return;
  const tunnel = session.request(
    { ':method': 'POST', ':path': ROUTES.reverse },
    { endStream: false },
  );
  tunnel.on('error', () => {});
  tunnel.once('close', onEnd);
  tunnel.once('response', () => {
    const reverse = performServerHandshake(tunnel, SESSION_OPTIONS);
    reverse.on('error', () => {});
    endTogether(session, reverse);
    widenWindow(reverse);
    reverse.on('stream', (stream, headers) => handle(stream, headers, peer));
  });
}

function acceptReverse(session: Http2Session, tunnel: ServerHttp2Stream): ClientHttp2Session {
  tunnel.on('error', () => {});
  tunnel.respond({ ':status': 200 });
  const calls = connect('https://peer', { ...SESSION_OPTIONS, createConnection: () => tunnel });
  calls.on('error', () => {});
  endTogether(session, calls);
  calls.once('connect', () => widenWindow(calls));
  return calls;
}

/** A session inside a stream does not always notice that the connection below it is gone. */
function endTogether(outer: Http2Session, inner: Http2Session): void {
  const end = () => inner.destroy(undefined, constants.NGHTTP2_CANCEL);
  if (outer.destroyed) end();
  else outer.once('close', end);
}

/** A peer that never opens its direction must not hold up who has given up on it. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  const aborted = deferred<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
