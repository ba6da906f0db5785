import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';

const HOST = '127.0.0.1';

/** Passes connections on to a port of this machine, counts what comes back, and breaks them when told to. */
export class Relay implements AsyncDisposable {
  readonly endpoint: { readonly host: string; readonly port: number };
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #connections = 0;
  #bytes = 0;
  #cutAt = Number.POSITIVE_INFINITY;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.endpoint = { host: HOST, port: (server.address() as AddressInfo).port };
    server.on('connection', (near) => this.#passOn(near, connect({ host: HOST, port })));
  }

  static async to(port: number): Promise<Relay> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
    return new Relay(server, port);
  }

  /** How many have come, and how many are open. */
  get connections(): { readonly all: number; readonly open: number } {
    return { all: this.#connections, open: this.#sockets.size / 2 };
  }

  /** What came from the port behind it, over all connections. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Cuts all connections as soon as so many bytes have come. */
  cutAt(bytes: number): void {
    this.#cutAt = bytes;
  }

  /** From now on nothing gets through, and nobody is told. */
  stall(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#cut();
    await closed;
  }

  #passOn(near: Socket, far: Socket): void {
    this.#connections += 1;
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        this.#sockets.delete(near);
        this.#sockets.delete(far);
      });
    }
    far.on('data', ({ length }: Buffer) => {
      this.#bytes += length;
      if (this.#bytes >= this.#cutAt) this.#cut();
    });
    pipeline(near, far, near).catch(() => {});
  }

  #cut(): void {
    this.#cutAt = Number.POSITIVE_INFINITY;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
}
