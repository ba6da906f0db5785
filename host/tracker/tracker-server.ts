import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LRUCache } from 'lru-cache';
import { BusyTrackerPortError } from '../../engine/errors/tracker.ts';
import { Anteroom } from '../../engine/gtp/anteroom.ts';
import { BodyBudget, NoRoomError } from '../../engine/gtp/body-budget.ts';
import { collect, TooLargeError } from '../../engine/gtp/collect.ts';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import { unmapped } from '../../shared/domain/address.ts';
import { type AnnounceAnswer, announceSchema, shardSchema } from '../../shared/gtp/tracker.ts';
import { TrackerBook } from './tracker-book.ts';
import { WorkLoad } from './work-load.ts';

const MIB = 1024 * 1024;
/** Connections whose request has not come in full, and how long it may take, in milliseconds. */
const UNREAD = { perHost: 256, inAll: 3_000, within: 8_000 };
/** How long an answer may take to be read, in milliseconds. */
const UNANSWERED = 20_000;
/** What announcements on their way may take in memory, in bytes, and one of them. */
const BODIES = { all: 48 * MIB, strangers: 48 * MIB, perPeer: 8 * MIB };
const BODY_BYTES = 2 * MIB;
const HEADER_BYTES = 8 * 1024;
const HEADERS = 32;
/** How often one address may come: at once, and in each second from then on. */
const VISITS = { atOnce: 60, perSecond: 2 };
const MOST_HOSTS = 10_000;
/** After how many seconds somebody may come again for whom there was no time, at least and at most. */
const AGAIN = { least: 10, most: 120 };

interface Visitor {
  left: number;
  at: number;
}

/** A tracker: a web server that keeps what peers announce, and answers "busy" to what is too much. */
export class TrackerServer implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #book = new TrackerBook();
  readonly #work = new WorkLoad();
  readonly #anteroom = new Anteroom(UNREAD);
  readonly #bodies = new BodyBudget<string>(BODIES, () => true);
  readonly #visitors = new LRUCache<string, Visitor>({ max: MOST_HOSTS });

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (socket) => {
      this.#anteroom.enter(socket);
      socket.setTimeout(UNANSWERED, () => socket.destroy());
    });
    server.on('request', (request, response) => void this.#take(request, response));
    server.on('clientError', (_error, socket) => socket.destroy());
  }

  /** @throws BusyTrackerPortError */
  static async open(listen: Endpoint): Promise<TrackerServer> {
    const server = createServer({
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: UNREAD.within,
      requestTimeout: UNREAD.within,
      connectionsCheckingInterval: 1_000,
      noDelay: true,
    });
    server.maxHeadersCount = HEADERS;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(new BusyTrackerPortError(listen.port, error)));
      // Many come at the same moment, after the tracker was away.
      server.listen({ ...listen, backlog: UNREAD.inAll }, resolve);
    });
    return new TrackerServer(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#anteroom[Symbol.dispose]();
    this.#server.closeAllConnections();
    await closed;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = unmapped(request.socket.remoteAddress ?? '');
    response.on('error', () => {});
    request.on('error', () => {});
    response.setHeader('connection', 'close');
    if (this.#work.isBusy || !this.#mayVisit(host)) {
      this.#anteroom.leave(request.socket);
      request.resume();
      response.writeHead(503, { 'retry-after': String(this.#retryAfter()) }).end();
      return;
    }
    try {
      if (request.method === 'GET' || request.method === 'HEAD') this.#tell(request, response);
      else if (request.method === 'POST') await this.#hear(host, request, response);
      else response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
    } catch (error) {
      if (response.headersSent) response.destroy();
      else response.writeHead(statusOf(error)).end();
    } finally {
      this.#anteroom.leave(request.socket);
    }
  }

  #tell(request: IncomingMessage, response: ServerResponse): void {
    const { searchParams } = new URL(request.url ?? '/', 'http://tracker');
    const shard = shardSchema.safeParse(searchParams.get('shard') ?? '');
    if (!shard.success) {
      response.writeHead(400).end();
      return;
    }
    const { body, tag } = this.#work.spend(() => this.#book.part(shard.data, this.#work.load));
    const headers = { etag: tag, 'cache-control': 'no-cache', 'content-type': 'application/json' };
    if (request.headers['if-none-match'] === tag) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body);
  }

  async #hear(host: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    using body = this.#bodies.open(host, host);
    const bytes = await collect(request, BODY_BYTES, { meter: body, sparesStream: true });
    const answer = this.#work.spend((): AnnounceAnswer | null => {
      const sent = announceSchema.safeParse(parsed(bytes));
      if (!sent.success) return null;
      const expires = this.#book.announce(host, sent.data.envelopes, this.#work.load);
      return { expires, bits: this.#book.bits };
    });
    if (answer === null) response.writeHead(400).end();
    else
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  #mayVisit(host: string): boolean {
    const now = performance.now();
    const { left, at } = this.#visitors.get(host) ?? { left: VISITS.atOnce, at: now };
    const regained = Math.min(VISITS.atOnce, left + ((now - at) / 1_000) * VISITS.perSecond);
    this.#visitors.set(host, { left: Math.max(0, regained - 1), at: now });
    return regained >= 1;
  }

  /** Not all of them at the same moment. */
  #retryAfter(): number {
    const span = AGAIN.least + (AGAIN.most - AGAIN.least) * this.#work.load * Math.random();
    return Math.round(span);
  }
}

function statusOf(error: unknown): number {
  if (error instanceof TooLargeError) return 413;
  return error instanceof NoRoomError ? 503 : 400;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
