import { LIMITS } from '../../shared/gtp/limits.ts';
import { parseRunLine, type RunLine } from '../../shared/gtp/reel.ts';
import { ProtocolError } from '../errors/peer-failures.ts';
import { LinkClosedError } from '../gtp/call.ts';
import { GatheringFile } from './gathering-file.ts';
import type { PartialBlock, PartialBlockSink } from './partial-block.ts';

const NEWLINE = 0x0a;
/** No line of a run is longer, in bytes. */
const MAX_LINE = 256;

/** Where the index goes that comes with a block. */
export function indexFileOf({ file }: PartialBlock): string {
  return `${file}.idx`;
}

/**
 * Takes the answer to a run apart: a line before each block, its pack, its index.
 * @returns how many blocks have come in full; it stops at one that is not wanted any more
 * @throws ProtocolError; LinkClosedError if it ends within a block, or before one
 */
export async function readRun(
  pieces: AsyncIterable<Buffer>,
  sink: Pick<PartialBlockSink, 'begin' | 'complete' | 'onBytes'>,
): Promise<number> {
  const lines = new LineBuffer();
  let count = 0;
  let block: ComingBlock | null = null;
  try {
    for await (const piece of pieces) {
      let at = 0;
      while (at < piece.length) {
        if (block === null) {
          const end = piece.indexOf(NEWLINE, at);
          const line = lines.add(piece.subarray(at, end < 0 ? piece.length : end), end >= 0);
          at = end < 0 ? piece.length : end + 1;
          if (line === null || line === '') continue;
          block = ComingBlock.begin(line, sink);
          if (block === null) return count;
        }
        at += await block.write(piece.subarray(at));
        if (!block.isComplete) continue;
        await block.end();
        block = null;
        count += 1;
      }
    }
  } finally {
    await block?.close();
  }
  if (block !== null || count === 0 || !lines.isEmpty) throw new LinkClosedError();
  return count;
}

/** A line that may come in pieces. */
class LineBuffer {
  #text = '';

  get isEmpty(): boolean {
    return this.#text === '';
  }

  /** @returns the line, if that was its end */
  add(bytes: Buffer, isEnd: boolean): string | null {
    this.#text += bytes.toString('latin1', 0, MAX_LINE + 1);
    if (this.#text.length > MAX_LINE) throw new ProtocolError('A line of a run is too long.');
    if (!isEnd) return null;
    const line = this.#text;
    this.#text = '';
    return line;
  }
}

/** A block of a run that is being written: its pack, then its index. */
class ComingBlock {
  readonly #part: PartialBlock;
  readonly #line: RunLine;
  readonly #sink: Pick<PartialBlockSink, 'complete' | 'onBytes'>;
  #file: GatheringFile;
  #isIndex = false;
  /** How much is still to come of the file that is being written, in bytes. */
  #left: number;

  private constructor(
    part: PartialBlock,
    line: RunLine,
    sink: Pick<PartialBlockSink, 'complete' | 'onBytes'>,
  ) {
    this.#part = part;
    this.#line = line;
    this.#sink = sink;
    this.#left = line.packSize;
    this.#file = new GatheringFile(part.file);
  }

  /** @returns null if it is not wanted */
  static begin(
    text: string,
    sink: Pick<PartialBlockSink, 'begin' | 'complete' | 'onBytes'>,
  ): ComingBlock | null {
    const line = parseRunLine(text);
    const isSound =
      line !== null &&
      line.packSize > 0 &&
      line.packSize <= LIMITS.blockBytes &&
      line.indexSize <= LIMITS.indexBytes;
    if (!isSound) throw new ProtocolError('It sent a run of blocks that makes no sense.');
    const part = sink.begin(line.block, line.checksum);
    return part === null ? null : new ComingBlock(part, line, sink);
  }

  get isComplete(): boolean {
    return this.#left === 0;
  }

  /** @returns how many of these bytes belong to it */
  async write(bytes: Buffer): Promise<number> {
    const own = bytes.subarray(0, this.#left);
    await this.#file.write(own);
    this.#sink.onBytes(own.length);
    this.#left -= own.length;
    if (this.#left === 0 && !this.#isIndex && this.#line.indexSize > 0) {
      await this.#file.end();
      this.#isIndex = true;
      this.#left = this.#line.indexSize;
      this.#file = new GatheringFile(indexFileOf(this.#part));
    }
    return own.length;
  }

  async end(): Promise<void> {
    await this.#file.end();
    await this.#sink.complete(this.#part, this.#isIndex ? indexFileOf(this.#part) : null);
  }

  /** What has come of it stays. */
  async close(): Promise<void> {
    await this.#file.end();
  }
}
