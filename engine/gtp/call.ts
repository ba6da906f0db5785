import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import type { Readable } from 'node:stream';
import { setImmediate as nextLoop } from 'node:timers/promises';
import { isOver } from './ending/end-session.ts';
import type { Tally } from './floods/tally.ts';

export interface GtpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What streams in is sent as it comes, and ended when the answer comes before its end. */
  readonly body?: string | Readable;
  readonly signal?: AbortSignal;
  /** Hears that the other side is still at work (an informational answer, RFC 9110, section 15.2). */
  readonly onWorking?: () => void;
}

export interface GtpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: ClientHttp2Stream;
}

/** A stream that goes both ways, once its status has come. */
export interface GtpTunnel {
  readonly status: number;
  readonly stream: ClientHttp2Stream;
}

/** A connection that requests go over. */
export interface Caller {
  readonly isClosed: boolean;
  readonly closed: Promise<void>;
  /**
   * Sends a request; settles when the answer's headers are here.
   * @throws LinkClosedError, or the signal's reason
   */
  request(request: GtpRequest): Promise<GtpResponse>;
}

/** The connection ended before an answer came. */
export class LinkClosedError extends Error {
  constructor(cause?: unknown) {
    super('the connection to the peer ended', { cause });
  }
}

/** @throws LinkClosedError, or the signal's reason */
export async function call(
  session: ClientHttp2Session,
  { method, path, headers, body, signal, onWorking }: GtpRequest,
  tally: Tally,
): Promise<GtpResponse> {
  signal?.throwIfAborted();
  if (isOver(session)) throw new LinkClosedError();
  const stream = session.request(
    { ...headers, ':method': method, ':path': path },
    { endStream: body === undefined, signal },
  );
  tally.answer(stream);
  if (typeof body === 'string') stream.end(body);
  else if (body !== undefined) send(body, stream);
  if (onWorking !== undefined) stream.on('headers', onWorking);
  const answer = await answerOf(stream, signal);
  return { status: Number(answer[':status']), headers: answer, body: stream };
}

/** @throws LinkClosedError, or the signal's reason; the signal ends the stream at any time */
export async function openTunnel(
  session: ClientHttp2Session,
  path: string,
  signal: AbortSignal,
  tally: Tally,
): Promise<GtpTunnel> {
  signal.throwIfAborted();
  if (isOver(session)) throw new LinkClosedError();
  const stream = session.request(
    { ':method': 'POST', ':path': path },
    { endStream: false, signal },
  );
  tally.answer(stream);
  try {
    const answer = await answerOf(stream, signal);
    return { status: Number(answer[':status']), stream };
  } catch (error) {
    // Node 20 does not return from ending a session in the moment in which the other side resets such a stream.
    await nextLoop();
    throw error;
  }
}

function answerOf(
  stream: ClientHttp2Stream,
  signal: AbortSignal | undefined,
): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    const fail = (cause?: unknown) =>
      reject(signal?.aborted ? signal.reason : new LinkClosedError(cause));
    stream.once('error', fail);
    stream.once('close', fail);
    stream.once('response', (answer) => {
      stream.off('close', fail);
      resolve(answer);
    });
  });
}

/** A source that fails takes the request with it. */
function send(body: Readable, stream: ClientHttp2Stream): void {
  body.pipe(stream);
  body.once('error', (error) => stream.destroy(error));
  stream.once('close', () => body.destroy());
  stream.once('response', () => {
    if (body.readableEnded) return;
    body.unpipe(stream);
    body.destroy();
    stream.end();
  });
}
