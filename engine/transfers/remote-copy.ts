import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import {
  type ObjectsRequest,
  type ReelOffer,
  type ReelRequest,
  reelOfferSchema,
} from '../../shared/gtp/reel.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { PeerId, ReelName } from '../../shared/ids.ts';
import { DiskFullError, NotServedError, PeerGoneError, ProtocolError } from '../errors.ts';
import { type GtpRequest, type GtpResponse, type Link, LinkClosedError } from '../gtp/link.ts';
import { MalformedAnswerError, readJson } from '../gtp/read-response.ts';

/** An offer with thousands of wants and haves, in bytes of JSON. */
const MAX_OFFER_BYTES = 2 * 1024 * 1024;

/** A teammate's copy of a project, as something to download from. */
export class RemoteCopy {
  readonly peer: { readonly id: PeerId; readonly name: string };
  readonly shared: SharedRepository;
  readonly #link: () => Link | null;

  /** @param link the connection of the moment; null while there is none */
  constructor(
    peer: { readonly id: PeerId; readonly name: string },
    shared: SharedRepository,
    link: () => Link | null,
  ) {
    this.peer = peer;
    this.shared = shared;
    this.#link = link;
  }

  /** @throws NotServedError, PeerGoneError, ProtocolError */
  async offer(request: ReelRequest, signal: AbortSignal): Promise<ReelOffer> {
    const path = ROUTES.reels(this.shared.id);
    const body = JSON.stringify(request);
    const response = await this.#request({ method: 'POST', path, body, signal });
    return this.#whileConnected(() => readJson(response, reelOfferSchema, MAX_OFFER_BYTES));
  }

  /** Downloads a block's pack into a file. @param onBytes hears of each piece that arrived */
  async downloadBlock(
    reel: ReelName,
    index: number,
    file: string,
    onBytes: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const path = ROUTES.block(this.shared.id, reel, index);
    await this.#download({ method: 'GET', path, signal }, file, onBytes);
  }

  /** Downloads single objects as one pack. */
  async downloadObjects(
    request: ObjectsRequest,
    file: string,
    onBytes: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const path = ROUTES.objects(this.shared.id);
    const body = JSON.stringify(request);
    await this.#download({ method: 'POST', path, body, signal }, file, onBytes);
  }

  async #download(
    request: GtpRequest,
    file: string,
    onBytes: (bytes: number) => void,
  ): Promise<void> {
    const link = this.#link();
    const { body, headers } = await this.#request(request);
    let size = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        onBytes(chunk.length);
        done(size > LIMITS.blockBytes ? new ProtocolError('A block is too large.') : null, chunk);
      },
    });
    const { signal } = request;
    await this.#whileConnected(() => pipeline(body, meter, createWriteStream(file), { signal }));
    // The body of a connection that breaks can end as if it were complete.
    const length = headers['content-length'];
    const isCut = length === undefined ? (link?.isClosed ?? true) : Number(length) !== size;
    if (isCut || body.rstCode !== 0) {
      throw new PeerGoneError(this.peer.name);
    }
  }

  async #request(request: GtpRequest): Promise<GtpResponse> {
    const link = this.#link();
    if (link === null) throw new PeerGoneError(this.peer.name);
    const response = await this.#whileConnected(() => link.request(request));
    if (response.status === 200) return response;
    response.body.destroy();
    if (response.status === 404) throw new NotServedError(this.peer.name);
    throw new ProtocolError(`${this.peer.name} could not answer. Try again in a moment.`);
  }

  /** Any way in which a connection breaks is the peer's leaving. */
  async #whileConnected<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MalformedAnswerError) {
        throw new ProtocolError(
          `${this.peer.name} answered something that Shoal does not understand.`,
          {
            cause: error,
          },
        );
      }
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC') throw new DiskFullError(error);
      const isBroken =
        error instanceof LinkClosedError || /^ERR_(HTTP2|STREAM)|^ECONN|^EPIPE/.test(code);
      throw isBroken ? new PeerGoneError(this.peer.name, error) : error;
    }
  }
}
