import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { SharedRepository } from '../../shared/gtp/manifest.ts';
import {
  type Block,
  type ObjectsRequest,
  planLineSchema,
  type ReelOffer,
  type ReelRequest,
  reelOfferSchema,
} from '../../shared/gtp/reel.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { PeerId, ReelName } from '../../shared/ids.ts';
import {
  DiskFullError,
  NotServedError,
  PeerGoneError,
  ProtocolError,
  SilentPeerError,
} from '../errors.ts';
import { type GtpRequest, type GtpResponse, type Link, LinkClosedError } from '../gtp/link.ts';
import { MalformedAnswerError, parseLine, readJson, readLines } from '../gtp/read-response.ts';
import { Watchdog } from './watchdog.ts';

/** An offer with thousands of wants and haves, in bytes of JSON. */
const MAX_OFFER_BYTES = 2 * 1024 * 1024;

/** How long a peer may send nothing while it is asked for something, in milliseconds. */
const PATIENCE = 20_000;

interface Answer {
  readonly response: GtpResponse;
  readonly link: Link;
  /** Aborts with the request, or when the peer has been silent for too long. */
  readonly signal: AbortSignal;
  /** To be called when something has arrived. */
  readonly touch: () => void;
}

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

  /** @throws NotServedError, PeerGoneError, SilentPeerError, ProtocolError */
  async offer(request: ReelRequest, signal: AbortSignal): Promise<ReelOffer> {
    const path = ROUTES.reels(this.shared.id);
    const body = JSON.stringify(request);
    return this.#exchange({ method: 'POST', path, body, signal }, ({ response }) =>
      readJson(response, reelOfferSchema, MAX_OFFER_BYTES),
    );
  }

  /** The blocks of a reel that this peer offered, as they become known to it. */
  async readPlan(
    reel: ReelName,
    onBlocks: (blocks: readonly Block[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const path = ROUTES.plan(this.shared.id, reel);
    await this.#exchange({ method: 'GET', path, signal }, async ({ response, touch }) => {
      for await (const line of readLines(response, LIMITS.planBytes, touch)) {
        const { blocks, isLast } = parseLine(line, planLineSchema);
        onBlocks(blocks);
        if (isLast) return;
      }
      throw new LinkClosedError();
    });
  }

  /** Downloads a block's pack into a file. @param onBytes hears of each piece that arrived */
  async downloadBlock(
    reel: ReelName,
    block: Block,
    file: string,
    onBytes: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const path = ROUTES.block(this.shared.id, reel, block);
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
    await this.#exchange(request, async ({ response, link, signal, touch }) => {
      const { body, headers } = response;
      let size = 0;
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          touch();
          onBytes(chunk.length);
          done(size > LIMITS.blockBytes ? new ProtocolError('A block is too large.') : null, chunk);
        },
      });
      await pipeline(body, meter, createWriteStream(file), { signal });
      // The body of a connection that breaks can end as if it were complete.
      const length = headers['content-length'];
      const isCut = length === undefined ? link.isClosed : Number(length) !== size;
      if (isCut || body.rstCode !== 0) throw new LinkClosedError();
    });
  }

  /** Sends a request and reads its answer; whatever goes wrong is told in a sentence. */
  async #exchange<T>(request: GtpRequest, read: (answer: Answer) => Promise<T>): Promise<T> {
    const link = this.#link();
    if (link === null) throw new PeerGoneError(this.peer.name);
    const watchdog = new Watchdog(PATIENCE);
    const touch = () => watchdog.touch();
    // A stream of a connection that breaks does not always end: the connection itself tells.
    const gone = new AbortController();
    void link.closed.then(() => gone.abort(new LinkClosedError()));
    const signals = request.signal === undefined ? [] : [request.signal];
    const signal = AbortSignal.any([watchdog.signal, gone.signal, ...signals]);
    try {
      const response = await link.request({ ...request, signal, onWorking: touch });
      if (response.status !== 200) {
        response.body.destroy();
        throw this.#refusal(response.status);
      }
      touch();
      return await read({ response, link, signal, touch });
    } catch (error) {
      if (watchdog.signal.aborted) throw new SilentPeerError(this.peer.name);
      throw this.#explain(
        signal.reason === gone.signal.reason && gone.signal.aborted ? gone.signal.reason : error,
      );
    } finally {
      watchdog[Symbol.dispose]();
    }
  }

  #refusal(status: number): Error {
    if (status === 404) return new NotServedError(this.peer.name);
    return new ProtocolError(`${this.peer.name} could not answer. Try again in a moment.`);
  }

  #explain(error: unknown): unknown {
    const { name } = this.peer;
    if (error instanceof MalformedAnswerError) {
      const sentence = `${name} answered something that Shoal does not understand.`;
      return new ProtocolError(sentence, { cause: error });
    }
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') return new DiskFullError(error);
    // Any way in which a connection breaks is the peer's leaving.
    const isBroken =
      error instanceof LinkClosedError || /^ERR_(HTTP2|STREAM)|^ECONN|^EPIPE/.test(code);
    return isBroken ? new PeerGoneError(name, error) : error;
  }
}
