import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BusyTrackerPortError } from '../../engine/errors/tracker.ts';
import { Anteroom } from '../../engine/gtp/anteroom.ts';
import { BodyBudget, NoRoomError } from '../../engine/gtp/body-budget.ts';
import { collect, TooLargeError } from '../../engine/gtp/collect.ts';
import { openWebServer } from '../../engine/guests/web-server.ts';
import type { Endpoint } from '../../shared/api/engine-contract.ts';
import { unmapped } from '../../shared/domain/address.ts';
import { shardSchema } from '../../shared/gtp/tracker.ts';
import { TrackerDesk } from './tracker-desk.ts';

const MIB = 1024 * 1024;
/** Connections whose request has not come in full, and how long it may take, in milliseconds. */
const UNREAD = { perHost: 256, inAll: 3_000, within: 8_000 };
/** How long an answer may take to be read, in milliseconds. */
const UNANSWERED = 20_000;
/** What announcements on their way may take in memory, in bytes, and one of them. */
const BODIES = { all: 48 * MIB, strangers: 48 * MIB, perPeer: 8 * MIB };
const BODY_BYTES = 2 * MIB;

/** A tracker: a web server that keeps what peers announce, and answers "busy" to what is too much. */
export class TrackerServer implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #desk = new TrackerDesk();
  readonly #anteroom = new Anteroom(UNREAD);
  readonly #bodies = new BodyBudget<string>(BODIES, () => true);

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (socket) => {
      this.#anteroom.enter(socket);
      socket.setTimeout(UNANSWERED, () => socket.destroy());
    });
    server.on('request', (request, response) => void this.#take(request, response));
  }

  /** @throws BusyTrackerPortError */
  static async open(listen: Endpoint): Promise<TrackerServer> {
    const busy = (cause: Error) => new BusyTrackerPortError(listen.port, cause);
    // Many come at the same moment, after the tracker was away.
    const wide = { ...listen, backlog: UNREAD.inAll };
    return new TrackerServer(await openWebServer(wide, UNREAD.within, busy));
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
    const retryAfter = this.#desk.admit(host);
    if (retryAfter !== null) {
      this.#anteroom.leave(request.socket);
      request.resume();
      response.writeHead(503, { 'retry-after': String(retryAfter) }).end();
      return;
    }
    try {
      if (request.method === 'GET' || request.method === 'HEAD')
        this.#tell(host, request, response);
      else if (request.method === 'POST') await this.#hear(host, request, response);
      else response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
    } catch (error) {
      if (response.headersSent) response.destroy();
      else response.writeHead(statusOf(error)).end();
    } finally {
      this.#anteroom.leave(request.socket);
    }
  }

  #tell(host: string, request: IncomingMessage, response: ServerResponse): void {
    const { searchParams } = new URL(request.url ?? '/', 'http://tracker');
    const shard = shardSchema.safeParse(searchParams.get('shard') ?? '');
    if (!shard.success) {
      response.writeHead(400).end();
      return;
    }
    const part = this.#desk.tell(host, shard.data);
    const headers = {
      ...{ etag: part.tag, 'cache-control': 'no-cache', 'content-type': 'application/json' },
    };
    const isKnown = request.headers['if-none-match'] === part.tag;
    response.writeHead(isKnown ? 304 : 200, headers);
    const isWanted = request.method === 'GET' && !isKnown;
    response.end(isWanted ? this.#desk.spend(host, () => part.body) : undefined);
  }

  async #hear(host: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    using body = this.#bodies.open(host, host);
    const bytes = await collect(request, BODY_BYTES, { meter: body, sparesStream: true });
    const answer = this.#desk.hear(host, parsed(bytes));
    if (answer === null) response.writeHead(400).end();
    else
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
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
