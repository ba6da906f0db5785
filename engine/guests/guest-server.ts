import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unmapped } from '../../shared/domain/address.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { BusyGuestPortError } from '../errors/guests.ts';
import { Anteroom } from '../gtp/anteroom.ts';
import { type Body, BodyBudget } from '../gtp/body-budget.ts';
import { GUEST_HEADERS } from './listing-page.ts';
import { openWebServer } from './web-server.ts';

/** Connections whose request has not come in full, and how long it may take, in milliseconds. */
const UNREAD = { perHost: 48, inAll: 256, within: 8_000 };
/** Requests that are answered at once: from one address, and in all. */
const ANSWERED = { perHost: 64, inAll: 192 };
const MIB = 1024 * 1024;
/** What requests may take in memory, in bytes. */
const BODIES = { all: 64 * MIB, strangers: 64 * MIB, perPeer: 24 * MIB };
/** After so many seconds, a guest for whom there was no room may ask again. */
const RETRY_AFTER = '5';

/** One request of a guest. */
export interface GuestExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The IP address that it comes from. */
  readonly host: string;
  /** Of which it asks something, once that is known. */
  readonly repository?: RepositoryId;
  /** What its body may take; it has come in full when `settle` is called. */
  readonly body: Body;
  /** Aborts when the guest has left, or has to. */
  readonly signal: AbortSignal;
}

/** A web server for whoever can reach it: one request to each connection, all within bounds. */
export class GuestServer implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #anteroom = new Anteroom(UNREAD);
  readonly #budget = new BodyBudget<string>(BODIES, () => true);
  readonly #answering = new Map<string, number>();
  readonly #ended = new AbortController();
  readonly #answer: (exchange: GuestExchange) => Promise<void>;

  private constructor(server: Server, answer: (exchange: GuestExchange) => Promise<void>) {
    this.#server = server;
    this.#answer = answer;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (socket) => this.#anteroom.enter(socket));
    server.on('request', (request, response) => void this.#take(request, response));
  }

  /**
   * @param answer settles when the answer is complete; it may fail
   * @throws BusyGuestPortError
   */
  static async open(
    listen: { readonly host: string; readonly port: number },
    answer: (exchange: GuestExchange) => Promise<void>,
  ): Promise<GuestServer> {
    const busy = (cause: Error) => new BusyGuestPortError(listen.port, cause);
    const server = await openWebServer(listen, UNREAD.within, busy);
    server.maxConnections = UNREAD.inAll + ANSWERED.inAll;
    return new GuestServer(server, answer);
  }

  /** Whoever is being answered is cut off. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#ended.abort();
    this.#anteroom[Symbol.dispose]();
    this.#server.closeAllConnections();
    await closed;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = unmapped(request.socket.remoteAddress ?? '');
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    response.on('error', () => {});
    request.on('error', () => {});
    for (const [name, value] of Object.entries(GUEST_HEADERS)) response.setHeader(name, value);
    response.setHeader('connection', 'close');
    const fromHost = this.#answering.get(host) ?? 0;
    if (fromHost >= ANSWERED.perHost || this.#answeringInAll >= ANSWERED.inAll) {
      response.writeHead(503, { 'retry-after': RETRY_AFTER }).end();
      return;
    }
    this.#answering.set(host, fromHost + 1);
    const budget = this.#budget.open(host, host);
    const body: Body = {
      signal: budget.signal,
      grow: (bytes) => budget.grow(bytes),
      settle: (bytes) => {
        budget.settle(bytes);
        this.#anteroom.leave(request.socket);
      },
      [Symbol.dispose]: () => budget[Symbol.dispose](),
    };
    const signal = AbortSignal.any([gone.signal, budget.signal, this.#ended.signal]);
    try {
      await this.#answer({ request, response, host, body, signal });
      if (!response.writableEnded) response.end();
    } catch {
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    } finally {
      body[Symbol.dispose]();
      const left = (this.#answering.get(host) ?? 1) - 1;
      if (left === 0) this.#answering.delete(host);
      else this.#answering.set(host, left);
    }
  }

  get #answeringInAll(): number {
    return [...this.#answering.values()].reduce((sum, count) => sum + count, 0);
  }
}
