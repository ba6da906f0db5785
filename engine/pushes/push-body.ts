import { LIMITS } from '../../shared/gtp/limits.ts';
import { type PushRequest, pushRequestSchema } from '../../shared/gtp/push.ts';
import { GatheringFile } from '../asking/gathering-file.ts';
import type { Body } from '../gtp/body-budget.ts';
import { type Exchange, Refusal } from '../gtp/router.ts';
import { MinimumRate } from '../waiting/minimum-rate.ts';
import { unlessAborted } from '../waiting/unless-aborted.ts';

/** A pusher may be as slow as any peer that gives something. */
const SLOWEST = { grace: 20_000, bytesPerSecond: 1_024, work: 0 };
const NEWLINE = 0x0a;
/** The room for a pack is looked at each time that so many bytes of it have come. */
const PIECE = 4 * 1024 * 1024;

/** What comes with a push: one line of JSON, and behind it a pack, or nothing. */
export class PushBody implements Disposable {
  readonly #chunksOfStream: AsyncIterator<Buffer>;
  readonly #signal: AbortSignal;
  readonly #budget: Body;
  readonly #rate = new MinimumRate(SLOWEST);
  /** What has come behind the line. */
  #rest: Buffer = Buffer.alloc(0);

  /** @param budget bounds what the line takes in memory */
  constructor({ stream, signal }: Exchange, budget: Body) {
    const chunks = stream.iterator({ destroyOnReturn: false });
    this.#chunksOfStream = chunks[Symbol.asyncIterator]();
    this.#budget = budget;
    this.#signal = AbortSignal.any([signal, budget.signal, this.#rate.signal]);
  }

  /** @throws Refusal */
  async request(): Promise<PushRequest> {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.#chunks()) {
      const end = chunk.indexOf(NEWLINE);
      const piece = end < 0 ? chunk : chunk.subarray(0, end);
      size += piece.length;
      if (size > LIMITS.requestBytes) throw new Refusal(413, 'the request is too large');
      this.#grow(piece.length);
      pieces.push(piece);
      if (end < 0) continue;
      this.#rest = chunk.subarray(end + 1);
      return parse(Buffer.concat(pieces));
    }
    throw new Refusal(400, 'the request has no first line');
  }

  /**
   * Writes the pack to a file.
   * @param roomFor throws where so many bytes find no room
   * @returns whether there is one
   */
  async savePack(path: string, roomFor: (bytes: number) => Promise<void>): Promise<boolean> {
    let size = 0;
    let allowed = 0;
    const file = new GatheringFile(path);
    try {
      for await (const chunk of this.#chunks()) {
        size += chunk.length;
        if (size > LIMITS.blockBytes) throw new Refusal(413, 'the pack is too large');
        if (size > allowed) {
          await roomFor(size + PIECE);
          allowed = size + PIECE;
        }
        await file.write(chunk);
      }
    } finally {
      await file.end();
    }
    return size > 0;
  }

  [Symbol.dispose](): void {
    this.#rate[Symbol.dispose]();
    this.#budget[Symbol.dispose]();
  }

  /** What is here of it, then what comes; the stream is left open for an answer. @throws Refusal */
  async *#chunks(): AsyncGenerator<Buffer> {
    if (this.#rest.length > 0) yield this.#rest;
    this.#rest = Buffer.alloc(0);
    for (;;) {
      const next = await this.#next();
      if (next.done) return;
      this.#rate.received(next.value.length);
      // What happens to it here is not the pusher's slowness.
      this.#rate.pause();
      yield next.value;
      this.#rate.resume();
    }
  }

  async #next(): Promise<IteratorResult<Buffer>> {
    try {
      return await unlessAborted(this.#chunksOfStream.next(), this.#signal);
    } catch (error) {
      if (this.#rate.signal.aborted) throw new Refusal(408, 'the push did not come in time');
      if (this.#budget.signal.aborted) throw new Refusal(503, 'too many are pushing');
      throw error;
    }
  }

  #grow(bytes: number): void {
    try {
      this.#budget.grow(bytes);
    } catch {
      throw new Refusal(503, 'too many are pushing');
    }
  }
}

function parse(line: Buffer): PushRequest {
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch {
    throw new Refusal(400, 'the request is not JSON');
  }
  const result = pushRequestSchema.safeParse(value);
  if (!result.success) throw new Refusal(400, 'the request has not the right form');
  return result.data;
}
