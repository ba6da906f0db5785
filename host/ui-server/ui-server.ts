import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { Anteroom } from '../../engine/gtp/anteroom.ts';
import type { Channel } from '../../shared/rpc/channel.ts';
import { SECURITY_HEADERS } from '../ui-files/security-headers.ts';
import { listUiFiles, type UiFiles } from '../ui-files/ui-files.ts';
import { UiPortError } from './errors.ts';
import { Gate, type Knock } from './gate.ts';
import { webSocketChannel } from './web-socket-channel.ts';

/** What a page may say in one message, in bytes; its commands are small. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

const LOOPBACK = '127.0.0.1';

/** Connections that have not brought the token: any program on this machine can make them. */
const UNADMITTED = { perHost: 64, inAll: 64, within: 10_000 };

/** Serves the UI of a headless node to browsers on this machine. */
export class UiServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #gate: Gate;
  readonly #anteroom = new Anteroom(UNADMITTED);
  readonly #files: UiFiles;

  private constructor(
    server: Server,
    gate: Gate,
    files: UiFiles,
    onClient: (channel: Channel) => void,
  ) {
    this.#server = server;
    this.#gate = gate;
    this.#files = files;
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
    server.on('connection', (socket) => this.#anteroom.enter(socket));
    server.on('request', (request, response) => void this.#answer(request, response));
    server.on('upgrade', (request, stream, head) => {
      const admission = gate.admitSocket(knockOf(request));
      if (admission.kind === 'refused') {
        refuseUpgrade(stream, admission.status, admission.sentence);
        return;
      }
      this.#anteroom.leave(request.socket);
      this.#sockets.handleUpgrade(request, stream, head, (socket) =>
        onClient(webSocketChannel(socket)),
      );
    });
  }

  /**
   * Listens on 127.0.0.1 only; port 0 takes any free one.
   * Throws UiPortError when the port cannot be had, UiNotBuiltError without the built UI.
   */
  static async open(
    port: number,
    uiFolder: string,
    onClient: (channel: Channel) => void,
  ): Promise<UiServer> {
    const files = await listUiFiles(uiFolder);
    const server = createServer();
    await listen(server, port);
    const gate = new Gate((server.address() as AddressInfo).port);
    return new UiServer(server, gate, files, onClient);
  }

  /** What the user opens: it carries the token. */
  get address(): string {
    return this.#gate.address;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#anteroom[Symbol.dispose]();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    response.setHeader('cache-control', 'no-cache');
    const admission = this.#gate.admit(knockOf(request));
    if (admission.kind === 'refused') response.setHeader('connection', 'close');
    else this.#anteroom.leave(request.socket);
    switch (admission.kind) {
      case 'enter':
        response.writeHead(303, { location: '/', 'set-cookie': admission.cookie }).end();
        return;
      case 'file':
        await this.#sendFile(admission.path, request.method === 'HEAD', response);
        return;
      case 'refused':
        sendText(response, admission.status, admission.sentence);
        return;
      case 'rpc':
        sendText(response, 426, 'This address is for a WebSocket.');
    }
  }

  async #sendFile(path: string, headOnly: boolean, response: ServerResponse): Promise<void> {
    const found = this.#files.get(path);
    if (found === undefined) {
      sendText(response, 404, 'There is nothing here.');
      return;
    }
    try {
      const content = await readFile(found.file);
      response.writeHead(200, {
        'content-type': found.contentType,
        'content-length': content.length,
      });
      response.end(headOnly ? undefined : content);
    } catch {
      sendText(response, 500, 'The user interface was changed on disk. Start Shoal again.');
    }
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(new UiPortError(port, error));
    server.once('error', onError);
    server.listen(port, LOOPBACK, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

function knockOf({ method, url, headers }: IncomingMessage): Knock {
  const { host, origin, cookie } = headers;
  return { method, url, host, origin, cookie };
}

function sendText(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);
}

function refuseUpgrade(stream: Duplex, status: number, sentence: string): void {
  stream.end(
    `HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-type: text/plain\r\n\r\n${sentence}\n`,
  );
}
