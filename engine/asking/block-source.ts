import type { IncomingHttpHeaders } from 'node:http2';
import { LIMITS } from '../../shared/gtp/limits.ts';
import {
  type Block,
  formatBlock,
  NEXT_BLOCK_HEADER,
  type NextRequest,
  parseBlock,
} from '../../shared/gtp/reel.ts';
import { ROUTES } from '../../shared/gtp/routes.ts';
import type { PeerId } from '../../shared/ids.ts';
import { ProtocolError } from '../errors/peer-failures.ts';
import type { Answer, PeerLine } from './peer-line.ts';

const OK = 200;
const PARTIAL_CONTENT = 206;
const RANGE_NOT_SATISFIABLE = 416;
const TOO_MANY_REQUESTS = 429;

/** A file with what has arrived of a block, and whose bytes these are. */
export interface PartialBlock {
  readonly block: Block;
  readonly file: string;
  /** The checksum of the pack that it will be, in hex: copies of the same bytes have the same. */
  readonly checksum: string;
  /** Who sent the first of it. */
  readonly peer: PeerId;
}

/** Where partial blocks go, and who hears of it while one arrives. */
export interface PartialBlockSink {
  /** A new, empty part. Null: this block is not wanted any more. */
  begin(block: Block, checksum: string): PartialBlock | null;
  /** A new, empty part instead of the one that was to be gone on with. */
  restart(block: Block, checksum: string): PartialBlock;
  onBytes(bytes: number): void;
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
   * @returns null if the peer is busy, or what it chose is not wanted any more
   */
  async next(
    blocks: readonly Block[],
    sink: PartialBlockSink,
    signal: AbortSignal,
  ): Promise<PartialBlock | null> {
    const body = JSON.stringify({ blocks } as NextRequest);
    const path = ROUTES.next(this.#reelPath);
    const isAnswer = (status: number) => status === OK || status === TOO_MANY_REQUESTS;
    return this.line.exchange(
      { method: 'POST', path, body, signal },
      async (answer) => {
        const { status, headers, body: stream } = answer.response;
        if (status === TOO_MANY_REQUESTS) {
          stream.destroy();
          return null;
        }
        const block = parseBlock(String(headers[NEXT_BLOCK_HEADER] ?? ''));
        const key = block === null ? null : formatBlock(block);
        const chosen = blocks.find((each) => formatBlock(each) === key);
        if (chosen === undefined) throw new ProtocolError('It sent a block that nobody asked for.');
        const part = sink.begin(chosen, checksumOf(headers));
        if (part === null) stream.destroy();
        else await this.#save(part, 0, answer, sink);
        return part;
      },
      isAnswer,
    );
  }

  /**
   * Goes on with a part. Where this peer's copy has other bytes, it begins anew.
   * @param size how much of it is here, in bytes
   * @returns the part that is complete now
   */
  async resume(
    part: PartialBlock,
    size: number,
    sink: PartialBlockSink,
    signal: AbortSignal,
  ): Promise<PartialBlock> {
    const path = ROUTES.block(this.#reelPath, part.block);
    const headers = { range: `bytes=${size}-`, 'if-range': `"${part.checksum}"` };
    const isAnswer = (status: number) =>
      status === OK || status === PARTIAL_CONTENT || status === RANGE_NOT_SATISFIABLE;
    return this.line.exchange(
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
      isAnswer,
    );
  }

  /** Downloads the index of a block that this peer gave. */
  async index(block: Block, file: string, signal: AbortSignal): Promise<void> {
    const path = ROUTES.index(this.#reelPath, block);
    const maxBytes = LIMITS.indexBytes;
    await this.line.exchange({ method: 'GET', path, signal }, (answer) =>
      this.line.save(answer, { file, start: 0, maxBytes, onBytes: () => {} }),
    );
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
