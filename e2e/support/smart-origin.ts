import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import { NO_MAINTENANCE } from '../../engine/testing/git.ts';

const USER = 'me';
const PASSWORD = 'a secret';

/** An origin as hosts have it: git's smart HTTP behind a password. Counts what it sends. */
export class SmartOrigin implements AsyncDisposable {
  readonly #server: Server;
  #isDown = false;
  /** Bytes of answers since it was last set. */
  sent = 0;
  /** Requests since it was last set, each `METHOD path?query`. */
  requests: string[] = [];
  /** What it sends waits for this. */
  gate: Promise<void> = Promise.resolve();

  private constructor(folder: string) {
    this.#server = createServer((request, response) => {
      this.#serve(folder, request, response).catch((error: unknown) => {
        response.destroy(error as Error);
      });
    });
  }

  /** @param folder holds the repositories */
  static async start(folder: string): Promise<SmartOrigin> {
    const origin = new SmartOrigin(folder);
    origin.#server.listen(0, '127.0.0.1');
    await once(origin.#server, 'listening');
    return origin;
  }

  /** `http://127.0.0.1:PORT`, without the password. */
  get host(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Settings of git's that give the password when git asks for it. */
  get credentials(): string {
    return `!f() { echo username=${USER}; echo "password=${PASSWORD}"; }; f`;
  }

  /** Breaks off whatever it is asked at this moment, and answers nothing. */
  goDown(): void {
    this.#isDown = true;
    this.#server.closeAllConnections();
  }

  comeUp(): void {
    this.#isDown = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#isDown) {
      response.destroy();
      return;
    }
    const expected = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
    if (request.headers.authorization !== expected) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="origin"' }).end();
      return;
    }
    const { pathname, search } = new URL(request.url ?? '/', 'http://origin');
    this.requests.push(`${request.method} ${pathname}${search}`);
    const backend = spawn('git', ['http-backend'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...{ PATH: process.env.PATH, GIT_PROJECT_ROOT: folder, GIT_HTTP_EXPORT_ALL: '1' },
        ...{ GIT_CONFIG_GLOBAL: '/dev/null', REMOTE_USER: USER, PATH_INFO: pathname },
        ...{ QUERY_STRING: search.slice(1), REQUEST_METHOD: request.method },
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        ...NO_MAINTENANCE,
      },
    });
    const isPacked = request.headers['content-encoding'] === 'gzip';
    const body = isPacked ? request.pipe(createGunzip()) : request;
    body.pipe(backend.stdin);
    // Whoever has heard enough stops reading.
    backend.stdin.on('error', () => {});
    let head: Buffer | null = Buffer.of();
    for await (const chunk of backend.stdout as AsyncIterable<Buffer>) {
      if (head === null) {
        await this.#send(response, chunk);
        continue;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) continue;
      const headers = head.toString('latin1', 0, end).split('\r\n');
      const rest = head.subarray(end + 4);
      head = null;
      writeHead(response, headers);
      await this.#send(response, rest);
    }
    response.end();
  }

  async #send(response: ServerResponse, chunk: Buffer): Promise<void> {
    await this.gate;
    this.sent += chunk.length;
    if (chunk.length === 0 || response.destroyed || response.write(chunk)) return;
    const over = new AbortController();
    const events = ['drain', 'close'].map((event) => once(response, event, over));
    await Promise.race(events).finally(() => {
      over.abort();
      for (const event of events) event.catch(() => {});
    });
  }
}

/** As CGI answers (RFC 3875). */
function writeHead(response: ServerResponse, lines: readonly string[]): void {
  let status = 200;
  for (const line of lines) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.statusCode = status;
}
