import type { IncomingHttpHeaders } from 'node:http2';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type Block,
  formatBlock,
  NEXT_BLOCK_HEADER,
  type NextRequest,
  parseBlock,
  type RunRequest,
} from '../../shared/gtp/reel.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import { ProtocolError } from '../errors/peer-failures.ts';
import type { PartialBlock, PartialBlockSink } from './partial-block.ts';
import type { Answer, PeerLine } from './peer-line.ts';
import { indexFileOf, readRun } from './read-run.ts';

const OK = 200;
const PARTIAL_CONTENT = 206;
const RANGE_NOT_SATISFIABLE = 416;
const TOO_MANY_REQUESTS = 429;

/** How blocks are asked for. */
export interface AskOptions {
  /** Whether each block's index is to come with it. */
  readonly indexes: boolean;
  readonly signal: AbortSignal;
}

/** A peer that gives blocks of one reel. */
export class BlockSource {
  readonly line: PeerLine;
  /** Without the trailing part of the route: `ROUTES.produced` or `ROUTES.passedOn`. */
  readonly #reelPath: string;

  constructor(line: PeerLine, reelPath: string) {
    this.line = line;
    this.#reelPath = reelPath;
  }

  /**
   * Asks for one of these blocks, whichever the peer likes to give.
   * @returns whether it has come; not if the peer is busy, or what it chose is not wanted any more
   */
  async next(
    blocks: readonly Block[],
    sink: PartialBlockSink,
    { indexes, signal }: AskOptions,
  ): Promise<boolean> {
    const body = JSON.stringify({ blocks } as NextRequest);
    const path = ROUTES.next(this.#reelPath);
    const part = await this.line.exchange(
      { method: 'POST', path, body, signal },
      async (answer) => {
        const { status, headers, body: stream } = answer.response;
        if (status === TOO_MANY_REQUESTS) {
          stream.destroy();
          return null;
        }
        const begun = sink.begin(
          chosenOf(blocks, parseBlock(String(headers[NEXT_BLOCK_HEADER] ?? ''))),
          checksumOf(headers),
        );
        if (begun === null) stream.destroy();
        else await this.#save(begun, 0, answer, sink);
        return begun;
      },
      isAnswer,
    );
    if (part !== null) await this.#complete(part, sink, { indexes, signal });
    return part !== null;
  }

  /**
   * Asks for these blocks, one behind the other, in the order that the peer likes best. It may send fewer.
   * @returns how many have come: none if the peer is busy, or what it began with is not wanted any more
   */
  async run(
    blocks: readonly Block[],
    sink: PartialBlockSink,
    { indexes, signal }: AskOptions,
  ): Promise<number> {
    const body = JSON.stringify({ blocks, indexes } as RunRequest);
    const path = ROUTES.run(this.#reelPath);
    return this.line.exchange(
      { method: 'POST', path, body, signal },
      async (answer) => {
        const { status, body: stream } = answer.response;
        const isBusy = status === TOO_MANY_REQUESTS;
        const count = isBusy
          ? 0
          : await readRun(this.line.pieces(answer, true), {
              begin: (block, checksum) => sink.begin(chosenOf(blocks, block), checksum),
              complete: (part, index) => sink.complete(part, index),
              onBytes: (bytes) => sink.onBytes(bytes),
            });
        stream.destroy();
        return count;
      },
      isAnswer,
    );
  }

  /**
   * Goes on with a part. Where this peer's copy has other bytes, it begins anew.
   * @param size how much of it is here, in bytes
   */
  async resume(
    part: PartialBlock,
    size: number,
    sink: PartialBlockSink,
    { indexes, signal }: AskOptions,
  ): Promise<void> {
    const path = ROUTES.block(this.#reelPath, part.block);
    const headers = { range: `bytes=${size}-`, 'if-range': `"${part.checksum}"` };
    const isRest = (status: number) =>
      status === OK || status === PARTIAL_CONTENT || status === RANGE_NOT_SATISFIABLE;
    const whole = await this.line.exchange(
      { method: 'GET', path, headers: size > 0 ? headers : {}, signal },
      async (answer) => {
        const { status, headers: told, body } = answer.response;
        if (status === RANGE_NOT_SATISFIABLE) {
          body.destroy();
          return part;
        }
        if (status === OK) {
          const anew = sink.restart(part.block, checksumOf(told));
          await this.#save(anew, 0, answer, sink);
          return anew;
        }
        if (checksumOf(told) !== part.checksum || startOf(told) !== size) {
          throw new ProtocolError('It went on with something else than was asked for.');
        }
        await this.#save(part, size, answer, sink);
        return part;
      },
      isRest,
    );
    await this.#complete(whole, sink, { indexes, signal });
  }

  /** A block has come without its index. */
  async #complete(
    part: PartialBlock,
    sink: PartialBlockSink,
    { indexes, signal }: AskOptions,
  ): Promise<void> {
    if (!indexes) return sink.complete(part, null);
    const file = indexFileOf(part);
    const path = ROUTES.index(this.#reelPath, part.block);
    const maxBytes = LIMITS.indexBytes;
    await this.line.exchange({ method: 'GET', path, signal }, (answer) =>
      this.line.save(answer, { file, start: 0, maxBytes, onBytes: () => {} }),
    );
    await sink.complete(part, file);
  }

  #save(
    { file }: PartialBlock,
    start: number,
    answer: Answer,
    sink: PartialBlockSink,
  ): Promise<void> {
    const onBytes = (bytes: number) => sink.onBytes(bytes);
    return this.line.save(answer, { file, start, maxBytes: LIMITS.blockBytes, onBytes });
  }
}

function isAnswer(status: number): boolean {
  return status === OK || status === TOO_MANY_REQUESTS;
}

/** @throws ProtocolError unless it is one of those that were asked for */
function chosenOf(blocks: readonly Block[], block: Block | null): Block {
  const key = block === null ? null : formatBlock(block);
  const chosen = blocks.find((each) => formatBlock(each) === key);
  if (chosen === undefined) throw new ProtocolError('It sent a block that nobody asked for.');
  return chosen;
}

/** It becomes part of a file name: hex digits and nothing else. */
function checksumOf(headers: IncomingHttpHeaders): string {
  const [, checksum] = /^"([0-9a-f]{40,64})"$/.exec(String(headers.etag ?? '')) ?? [];
  if (checksum === undefined) throw new ProtocolError('It sent a block without its checksum.');
  return checksum;
}

function startOf(headers: IncomingHttpHeaders): number {
  const [, start] = /^bytes (\d{1,15})-/.exec(String(headers['content-range'] ?? '')) ?? [];
  return Number(start ?? -1);
}
