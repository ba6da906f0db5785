import { type Http2Session, performServerHandshake } from 'node:http2';
import type { Socket } from 'node:net';
import type { PeerId } from '../../../shared/ids.ts';
import { endSession, isOver } from '../ending/end-session.ts';
import type { StreamHandler } from '../router.ts';
import { SESSION_OPTIONS, widenWindow } from '../session-options.ts';

/** How long a connection on which nothing is asked is kept, in milliseconds: longer than askers keep it. */
const IDLE = 15_000;

/** The answering side of a connection for bulk. */
export class ServedBulk implements Disposable {
  readonly #socket: Socket;
  readonly session: Http2Session;
  #idle: NodeJS.Timeout | undefined;
  /** Requests under way. */
  #open = 0;

  /** @param socket whose other end is proven to be `peer` */
  constructor(socket: Socket, peer: PeerId, handle: StreamHandler) {
    this.#socket = socket;
    const session = performServerHandshake(socket, SESSION_OPTIONS);
    this.session = session;
    session.on('error', () => {});
    session.once('close', () => clearTimeout(this.#idle));
    widenWindow(session);
    session.on('stream', (stream, headers) => {
      this.#open += 1;
      clearTimeout(this.#idle);
      stream.once('close', () => {
        this.#open -= 1;
        if (this.#open === 0 && !isOver(session)) this.#rest();
      });
      handle(stream, headers, peer);
    });
    this.#rest();
  }

  get bytesReceived(): number {
    return this.#socket.bytesRead;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#idle);
    endSession(this.session);
    // After what says so on it.
    setImmediate(() => this.#socket.destroy());
  }

  #rest(): void {
    this.#idle = setTimeout(() => this[Symbol.dispose](), IDLE).unref();
  }
}
