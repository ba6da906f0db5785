import { type ClientHttp2Session, connect } from 'node:http2';
import type { Socket } from 'node:net';
import { deferred } from '../../waiting/deferred.ts';
import { type Caller, call, type GtpRequest, type GtpResponse } from '../call.ts';
import { endSession, isOver } from '../ending/end-session.ts';
import type { Tally } from '../floods/tally.ts';
import { SESSION_OPTIONS, widenWindow } from '../session-options.ts';

/** How long a connection that nothing is asked on stays open, in milliseconds. */
const IDLE = 5_000;
/** How often a connection on which nothing comes is asked for a sign of life, in milliseconds. */
const PULSE = 4_000;

/** The asking side of a connection for bulk. It ends itself when it is not needed for a while. */
export class BulkCaller implements Caller, Disposable {
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #tally: Tally;
  readonly #session: ClientHttp2Session;
  readonly #end: () => void;
  readonly #pulse: NodeJS.Timeout;
  #idle: NodeJS.Timeout | undefined;
  /** Requests under way. */
  #open = 0;
  #wasCut = false;
  /** What had come when a sign of life was asked for and did not come yet; -1: none is missing. */
  #askedAt = -1;

  /** @param socket whose other end is proven already */
  constructor(socket: Socket, tally: Tally) {
    this.#socket = socket;
    this.#tally = tally;
    this.#session = connect('https://peer', { ...SESSION_OPTIONS, createConnection: () => socket });
    this.#session.on('error', () => {});
    this.#session.once('connect', () => widenWindow(this.#session));
    const ended = deferred();
    this.closed = ended.promise;
    this.#end = () => {
      this.#wasCut ||= this.#open > 0;
      clearInterval(this.#pulse);
      clearTimeout(this.#idle);
      ended.resolve();
    };
    this.#pulse = setInterval(() => this.#look(), PULSE).unref();
    this.#session.once('close', this.#end);
    this.#rest();
  }

  get isClosed(): boolean {
    return isOver(this.#session);
  }

  /** Whether it has ended while an answer was on its way. */
  get wasCut(): boolean {
    return this.#wasCut;
  }

  get bytesReceived(): number {
    return this.#socket.bytesRead;
  }

  async request(request: GtpRequest): Promise<GtpResponse> {
    clearTimeout(this.#idle);
    this.#open += 1;
    const done = () => {
      // What ends with the connection was under way until then.
      if (this.isClosed) return;
      this.#open -= 1;
      if (this.#open === 0) this.#rest();
    };
    try {
      const response = await call(this.#session, request, this.#tally);
      if (response.body.destroyed) done();
      else response.body.once('close', done);
      return response;
    } catch (error) {
      done();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#end();
    endSession(this.#session);
    // After what says so on it.
    setImmediate(() => this.#socket.destroy());
  }

  #rest(): void {
    this.#idle = setTimeout(() => this[Symbol.dispose](), IDLE).unref();
  }

  /** Where something is asked and nothing comes, not even the answer to a ping, the way there is broken. */
  #look(): void {
    if (this.#open === 0 || this.isClosed) return;
    if (this.#askedAt === this.bytesReceived) {
      this[Symbol.dispose]();
      return;
    }
    this.#askedAt = this.bytesReceived;
    this.#session.ping(() => {});
  }
}
