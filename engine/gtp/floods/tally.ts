import type { Http2Stream } from 'node:http2';
import type { StreamHandler } from '../router.ts';

/**
 * What a connection has brought that was of use: the bodies of requests and answers, in bytes. The rest of
 * what came is overhead: frames that only say something of the connection, and those around the bodies.
 */
export class Tally {
  #useful = 0;
  #requests = 0;
  #givenUp = 0;
  #brokenOff = 0;

  get useful(): number {
    return this.#useful;
  }

  /** How often the other side has asked for something. */
  get requests(): number {
    return this.#requests;
  }

  /** How many of those it gave up before they were answered. */
  get givenUp(): number {
    return this.#givenUp;
  }

  /** How many answers this side did not want to the end: what was on its way then is nobody's fault. */
  get brokenOff(): number {
    return this.#brokenOff;
  }

  /**
   * Counts what the other side asks for, and the bodies of that. What it gave up in the very bytes that asked for it
   * is over before it is told of: it counts, but nothing can be answered any more, and trying to throws.
   */
  counting(handle: StreamHandler): StreamHandler {
    return (stream, headers, peer) => {
      this.#requests += 1;
      if (stream.destroyed) {
        this.#givenUp += 1;
        return;
      }
      stream.once('aborted', () => {
        this.#givenUp += 1;
      });
      this.#countBody(stream);
      handle(stream, headers, peer);
    };
  }

  /** Counts an answer of the other side. */
  answer(stream: Http2Stream): void {
    this.#countBody(stream);
    stream.once('close', () => {
      if (!stream.readableEnded) this.#brokenOff += 1;
    });
  }

  /** As it is put into the stream: nobody need read it. */
  #countBody(stream: Http2Stream): void {
    const push = stream.push.bind(stream);
    stream.push = (chunk: Buffer | null, encoding) => {
      this.#useful += chunk?.length ?? 0;
      return push(chunk, encoding);
    };
  }
}
