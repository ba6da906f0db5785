import { Duplex } from 'node:stream';
import type { DhtSocket } from 'hyperdht';
import { formatEndpoint } from '../gtp/dial.ts';

/** A stream that a DHT has brought about, as one of Node's: TLS counts on what its own streams do. */
export class DhtStream extends Duplex {
  static #count = 0;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** What tells it from others: many come from one port. */
  readonly localAddress: string;
  readonly #socket: DhtSocket;
  #onDrain: ((error?: Error) => void) | null = null;

  /** @param socket is open */
  constructor(socket: DhtSocket) {
    super();
    this.#socket = socket;
    this.localAddress = `stream ${++DhtStream.#count}`;
    this.remoteAddress = socket.rawStream?.remoteHost ?? 'unknown';
    this.remotePort = socket.rawStream?.remotePort ?? 0;
    socket
      .on('data', (chunk) => {
        if (!this.push(chunk)) socket.pause();
      })
      .on('drain', () => this.#written())
      .on('end', () => this.push(null))
      .on('error', (error) => this.destroy(error))
      .on('close', () => this.destroy())
      .pause();
    this.on('error', () => {});
  }

  /** Where the other end is, as `host:port`. */
  get address(): string {
    return formatEndpoint({ host: this.remoteAddress, port: this.remotePort });
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    if (this.#socket.write(chunk)) done();
    else this.#onDrain = done;
  }

  override _final(done: () => void): void {
    this.#socket.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    this.#written(error ?? new Error('the stream was closed'));
    done(error);
  }

  #written(error?: Error): void {
    const done = this.#onDrain;
    this.#onDrain = null;
    done?.(error);
  }
}
