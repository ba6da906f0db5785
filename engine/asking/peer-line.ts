import { addAbortSignal, Readable } from 'node:stream';
import type { PeerId } from '../../shared/ids.ts';
import { explainDiskFull } from '../errors/interruptions.ts';
import {
  BrokenOffError,
  BulkCutError,
  CannotAnswerError,
  NotServedError,
  PeerDiskFullError,
  PeerGoneError,
  ProtocolError,
  SilentPeerError,
  UnusableCopyError,
} from '../errors/peer-failures.ts';
import { type Caller, type GtpRequest, type GtpResponse, LinkClosedError } from '../gtp/call.ts';
import type { Link } from '../gtp/link.ts';
import { MalformedAnswerError } from '../gtp/read-response.ts';
import type { Throttle } from '../gtp/throttle.ts';
import { MinimumRate } from '../waiting/minimum-rate.ts';
import { GatheringFile } from './gathering-file.ts';

const MINUTE = 60_000;
/** How slowly a peer may answer: slower than any line is that somebody would wait for. */
const SLOWEST = { grace: 20_000, bytesPerSecond: 1_024 };
/** How long a peer may be at work on an answer, in milliseconds: it may list millions of objects for it. */
const AT_WORK = 15 * MINUTE;
/** The same where it looks into its history, and lists nothing. */
export const LOOKING_UP = 3 * MINUTE;

/** An empty line tells that the rest will come, as an informational answer does before its beginning. */
const NEWLINE = 0x0a;

/** What is asked of a peer. */
export interface Question extends GtpRequest {
  /** How long it may be at work on it, in milliseconds; as long as on a list if left out. */
  readonly atWork?: number;
}

export interface Answer {
  readonly response: GtpResponse;
  /** What it comes over. */
  readonly caller: Caller;
  /** Aborts with the request, or when the answer comes too slowly. */
  readonly signal: AbortSignal;
  /** To be told of what comes. */
  readonly rate: MinimumRate;
}

/** Where the body of an answer goes. */
export interface Destination {
  readonly file: string;
  /** The byte to go on at; what is before it is here already. */
  readonly start: number;
  readonly maxBytes: number;
  /** Hears of each piece that arrived. */
  readonly onBytes: (bytes: number) => void;
}

/** A peer to ask things of. Whatever goes wrong is told in a sentence, with the peer's name. */
export class PeerLine {
  readonly peer: { readonly id: PeerId; readonly name: string };
  readonly #link: () => Link | null;
  readonly #downloads: Throttle;
  readonly #isBulk: boolean;
  readonly #slowest: typeof SLOWEST;

  /**
   * @param link the connection of the moment; null while there is none
   * @param isBulk whether answers are large: they come over a connection for bulk where there is one
   */
  constructor(
    peer: { readonly id: PeerId; readonly name: string },
    link: () => Link | null,
    downloads: Throttle,
    isBulk = false,
    slowest = SLOWEST,
  ) {
    this.peer = peer;
    this.#link = link;
    this.#downloads = downloads;
    this.#isBulk = isBulk;
    this.#slowest = slowest;
  }

  /** The line to the same peer for answers that are large. */
  get forBulk(): PeerLine {
    return new PeerLine(this.peer, this.#link, this.#downloads, true, this.#slowest);
  }

  /**
   * Sends a request and reads its answer.
   * @param isAnswer which statuses `read` understands
   * @throws NotServedError, PeerGoneError, SilentPeerError, ProtocolError
   */
  async exchange<T>(
    { atWork = AT_WORK, ...request }: Question,
    read: (answer: Answer) => Promise<T>,
    isAnswer: (status: number) => boolean = (status) => status === 200,
  ): Promise<T> {
    const link = this.#link();
    if (link === null) throw new PeerGoneError(this.peer.name);
    const caller = (this.#isBulk ? await link.bulk.caller() : null) ?? link;
    using rate = new MinimumRate({ ...this.#slowest, work: atWork });
    const onWorking = () => rate.working();
    // A stream of a connection that breaks does not always end: the connection itself tells.
    const gone = new AbortController();
    void caller.closed.then(() => gone.abort(new LinkClosedError()));
    const signals = request.signal === undefined ? [] : [request.signal];
    const signal = AbortSignal.any([rate.signal, gone.signal, ...signals]);
    try {
      const body = typeof request.body === 'object' ? metered(request.body, rate) : request.body;
      const response = await caller.request({ ...request, body, signal, onWorking });
      if (!isAnswer(response.status)) {
        response.body.destroy();
        throw this.#refusal(response.status);
      }
      rate.working();
      return await read({ response, caller, signal, rate });
    } catch (error) {
      if (rate.signal.aborted) throw new SilentPeerError(this.peer.name);
      const isGone = gone.signal.aborted && signal.reason === gone.signal.reason;
      if (request.signal?.aborted) throw explainDiskFull(error);
      throw this.#explain(isGone ? gone.signal.reason : error, link, caller);
    }
  }

  /** Asks for something that is saved as a whole; once more where only the connection for bulk breaks. */
  async download(request: Question, to: Destination): Promise<void> {
    const save = (answer: Answer) => this.save(answer, to);
    await this.exchange(request, save).catch((error: unknown) => {
      if (!(error instanceof BulkCutError)) throw error;
      return this.exchange(request, save);
    });
  }

  /** Writes an answer's body to a file, no faster than downloads may go. What has come of it stays there. */
  async save(answer: Answer, to: Destination): Promise<void> {
    const file = new GatheringFile(to.file, to.start);
    let size = 0;
    try {
      for await (const piece of this.pieces(answer)) {
        size += piece.length;
        to.onBytes(piece.length);
        if (size > to.maxBytes) throw new ProtocolError('A block is too large.');
        await file.write(piece);
      }
    } finally {
      await file.end();
    }
    // The body of a connection that breaks can end as if it were complete.
    const length = answer.response.headers['content-length'];
    const isCut = length === undefined ? answer.caller.isClosed : Number(length) !== size;
    if (isCut) throw new LinkClosedError();
  }

  /**
   * The pieces of an answer's body, no faster than downloads may go.
   * @param hasPauses whether empty lines tell that what follows is being worked on
   * @throws LinkClosedError if it breaks off; where the connection does, it can also just end
   */
  async *pieces(
    { response, signal, rate }: Answer,
    hasPauses = false,
  ): AsyncGenerator<Buffer, void, void> {
    const { body } = response;
    for await (const chunk of addAbortSignal(signal, body) as AsyncIterable<Buffer>) {
      if (hasPauses && isBlank(chunk)) rate.working();
      else rate.received(chunk.length);
      // What happens to it here is not the peer's slowness.
      rate.pause();
      // A generator within this one for each chunk would cost as much as all else that is done with it.
      if (this.#downloads.isLimited) yield* this.#downloads.pieces(this.peer.id, chunk, signal);
      else yield chunk;
      rate.resume();
    }
    if (body.rstCode !== 0) throw new LinkClosedError();
  }

  #refusal(status: number): Error {
    if (status === 404) return new NotServedError(this.peer.name);
    if (status === 410) return new UnusableCopyError(this.peer.name);
    if (status === 507) return new PeerDiskFullError(this.peer.name);
    if (status === 503) return new CannotAnswerError(this.peer.name);
    return new ProtocolError(`${this.peer.name} answered something that was not asked for.`);
  }

  #explain(error: unknown, link: Link, caller: Caller): unknown {
    const { name } = this.peer;
    if (error instanceof MalformedAnswerError) {
      const sentence = `${name} answered something that Shoal does not understand.`;
      return new ProtocolError(sentence, { cause: error });
    }
    const { code = '' } = error as NodeJS.ErrnoException;
    // Any way in which a connection breaks is the peer's leaving.
    const isBroken =
      error instanceof LinkClosedError ||
      (error as Error).name === 'AbortError' ||
      /^ERR_(HTTP2|STREAM)|^ECONN|^EPIPE/.test(code);
    if (!isBroken) return explainDiskFull(error);
    if (link.isClosed) return new PeerGoneError(name, error);
    return caller.isClosed ? new BulkCutError(name, error) : new BrokenOffError(name, error);
  }
}

/** The other side is not silent as long as it takes what is sent. */
function metered(body: Readable, rate: MinimumRate): Readable {
  return Readable.from(
    (async function* () {
      for await (const chunk of body) {
        yield chunk;
        rate.received((chunk as Buffer).length);
      }
    })(),
    { objectMode: false },
  );
}

function isBlank(chunk: Buffer): boolean {
  return chunk.every((byte) => byte === NEWLINE);
}
