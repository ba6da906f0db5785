import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { z } from 'zod';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type AnnounceAnswer,
  announceAnswerSchema,
  type Signed,
  trackerDocumentSchema,
} from '../../shared/gtp/tracker.ts';
import { BusyTrackerError, TrackerFailedError } from '../errors/tracker.ts';
import { collect, TooLargeError } from '../gtp/collect.ts';

/** How long one answer may take to come in full, in milliseconds. */
const WITHIN = 20_000;
/** How many bytes an answer may have that says only when to come again. */
const ANSWER_BYTES = 4 * 1024;
/** How long a tracker may make others wait, in seconds, and how long one that does not say does. */
const BUSY = { least: 5, most: 3_600, usual: 60 };

export interface HeardDocument extends z.output<typeof trackerDocumentSchema> {
  /** It is as it was when it was read last, and its envelopes are left out. */
  readonly isSame?: boolean;
}

/** What one tracker is asked over HTTP, within bounds of time and size. */
export class TrackerLine {
  readonly url: string;
  /** Of each part, what its server calls the version that was read last (RFC 9110, section 8.8.3). */
  readonly #tags = new Map<string, { readonly tag: string; readonly document: HeardDocument }>();

  constructor(url: string) {
    this.url = url;
  }

  /**
   * The list, or a part of it; without envelopes where they are the same as at the last time.
   * @param shard the first bits of a blinded id; empty for what the tracker begins with
   * @throws TrackerFailedError, BusyTrackerError, the signal's reason
   */
  async read(shard: string, signal: AbortSignal): Promise<HeardDocument> {
    const url = new URL(this.url);
    if (shard !== '') url.searchParams.set('shard', shard);
    const known = this.#tags.get(shard);
    const headers = new Headers(known === undefined ? [] : [['if-none-match', known.tag]]);
    const response = await this.#fetch(url, { headers }, signal);
    if (response.status === 304 && known !== undefined) return { ...known.document, isSame: true };
    const document = await this.#json(response, trackerDocumentSchema, LIMITS.documentBytes);
    const tag = response.headers.get('etag');
    if (tag === null) this.#tags.delete(shard);
    else this.#tags.set(shard, { tag, document: { ...document, envelopes: [] } });
    return document;
  }

  /** What is read next comes with its envelopes, whether or not it is as it was. */
  forget(): void {
    this.#tags.clear();
  }

  /** Tells it where peers are. @throws what `read` throws */
  async tell(envelopes: readonly Signed[], signal: AbortSignal): Promise<AnnounceAnswer> {
    const body = JSON.stringify({ envelopes });
    const headers = { 'content-type': 'application/json' };
    const response = await this.#fetch(
      new URL(this.url),
      { method: 'POST', headers, body },
      signal,
    );
    return this.#json(response, announceAnswerSchema, ANSWER_BYTES);
  }

  async #fetch(url: URL, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const within = AbortSignal.any([signal, AbortSignal.timeout(WITHIN)]);
    const response = await fetch(url, { ...init, signal: within }).catch((error: unknown) => {
      if (signal.aborted) throw signal.reason;
      throw new TrackerFailedError(this.url, 'nothing answers there', error);
    });
    if (response.status === 503 || response.status === 429) {
      await response.body?.cancel();
      throw new BusyTrackerError(this.url, waitOf(response.headers.get('retry-after')));
    }
    if (response.status !== 200 && response.status !== 304) {
      await response.body?.cancel();
      throw new TrackerFailedError(this.url, `it answers with status ${response.status}`);
    }
    return response;
  }

  async #json<S extends z.ZodType>(
    { body }: Response,
    schema: S,
    limit: number,
  ): Promise<z.output<S>> {
    const stream = body === null ? Readable.from([]) : Readable.fromWeb(body as ReadableStream);
    const bytes = await collect(stream, limit).catch((error: unknown) => {
      const reason = error instanceof TooLargeError ? 'its answer is too long' : 'it broke off';
      throw new TrackerFailedError(this.url, reason, error);
    });
    const result = schema.safeParse(parsed(bytes));
    if (!result.success) throw new TrackerFailedError(this.url, 'what it sends is no list of it');
    return result.data;
  }
}

function waitOf(retryAfter: string | null): number {
  const told =
    retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : BUSY.usual;
  return Math.min(BUSY.most, Math.max(BUSY.least, told));
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
