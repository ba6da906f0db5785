import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { DisposableStack } from '@whatwg-node/disposablestack';
import { CHUNK_BYTES, ChunkBuffer } from '../../files/chunk-buffer.ts';
import { type OpenFile, Pieces, readPieces } from '../../files/read-pieces.ts';
import { packHeader } from '../../git/pack-header.ts';
import type { PackFiles } from '../../packs/pack-files.ts';
import type { BlockBytes } from '../block-giver.ts';
import { bytesOfBuffer, rangeOfFile } from '../bytes.ts';
import { readSheet, type Sheet, stampOf } from './sheet.ts';

const PIECES = 2_048;

/**
 * The block that a sheet describes.
 * @throws if there is no sheet, or a pack that it is made of is gone
 */
export async function openSheet(path: string, packs: PackFiles): Promise<BlockBytes> {
  const { sheet, index, stamp } = readSheet(path);
  // They stay open for a while: who reads the block now finds them.
  for (const source of sheet.sources) (await packs.borrow(source))[Symbol.dispose]();
  return {
    size: sheet.size,
    checksum: sheet.checksum,
    index: index === null ? rangeOfFile(path, sheet.index) : bytesOfBuffer(index),
    chunks: (start) => chunksOf({ sheet, stamp, path, packs }, start),
  };
}

interface OpenedSheet {
  readonly sheet: Sheet;
  /** Of its file. */
  readonly stamp: string;
  readonly path: string;
  readonly packs: PackFiles;
}

/**
 * From byte number `start` on. A pack can be damaged after its sheet was made: then the last bytes, without which
 * a block is none, do not go out. A CRC tells that as git tells it when it copies entries of a pack (git-pack-objects(1)),
 * and for a fifth of what the pack's own checksum costs, which who gets the block computes.
 */
async function* chunksOf(opened: OpenedSheet, start: number): AsyncGenerator<Buffer> {
  const { sheet, path, packs } = opened;
  using stack = new DisposableStack();
  const files: OpenFile[] = [];
  for (const source of sheet.sources) files.push(stack.use(await packs.borrow(source)).file);
  if (sheet.index.start > 0) files.push(ownFileOf(opened, stack));
  let crc = 0;
  let position = 0;
  const from = (chunk: Buffer) => {
    position += chunk.length;
    return chunk.subarray(Math.max(0, chunk.length - Math.max(0, position - start)));
  };
  for await (const chunk of entriesOf(sheet, files)) {
    crc = crc32(chunk, crc);
    const wanted = from(chunk);
    if (wanted.length > 0) yield wanted;
  }
  if (crc !== sheet.crc) {
    await rm(path, { force: true });
    throw new RangeError('a pack is not what it was when its sheet was made');
  }
  yield from(Buffer.from(sheet.checksum, 'hex'));
}

/** At one go, as the sheet is read. */
function ownFileOf({ sheet, stamp, path }: OpenedSheet, stack: DisposableStack): OpenFile {
  const fd = stack.adopt(openSync(path, 'r'), closeSync);
  // git may have packed the same objects in another order.
  if (stampOf(fd) !== stamp && readSheet(path).sheet.checksum !== sheet.checksum) {
    throw new RangeError('the sheet was made anew since');
  }
  return { fd };
}

async function* entriesOf(sheet: Sheet, files: readonly OpenFile[]): AsyncGenerator<Buffer> {
  yield packHeader(sheet.objects);
  const cursor = new Cursor(sheet);
  const buffer = ChunkBuffer.take();
  while (!cursor.isAtEnd) yield await cursor.next(files, buffer.bytes);
  buffer.giveBack();
}

/** How far a sheet is put together. */
class Cursor {
  readonly #sheet: Sheet;
  readonly #heads: Buffer;
  readonly #pieces = new Pieces(PIECES);
  #segment = 0;
  /** Of the segment under way: how much of its own bytes and its range has gone. */
  #done = 0;
  /** Where the heads of the segment under way begin. */
  #headAt = 0;

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
    this.#heads = sheet.segments.heads;
  }

  get isAtEnd(): boolean {
    return this.#segment >= this.#sheet.segments.count;
  }

  /** The next bytes, all of them from one source, read into `target`. */
  async next(sources: readonly OpenFile[], target: Buffer): Promise<Buffer> {
    const { segments } = this.#sheet;
    const source = this.#source;
    let filled = 0;
    this.#pieces.clear();
    while (
      !this.isAtEnd &&
      this.#source === source &&
      filled < CHUNK_BYTES &&
      !this.#pieces.isFull
    ) {
      const headLength = segments.headLengths[this.#segment] as number;
      const all = headLength + (segments.lengths[this.#segment] as number);
      // Some bytes each, a thousand times: an object for each of them would cost more than what is copied.
      while (this.#done < headLength && filled < CHUNK_BYTES) {
        target[filled] = this.#heads[this.#headAt + this.#done] as number;
        filled += 1;
        this.#done += 1;
      }
      const length = Math.min(all - this.#done, CHUNK_BYTES - filled);
      const at = segments.offset(this.#segment) + this.#done - headLength;
      if (length > 0) this.#pieces.add(at, length, filled);
      filled += length;
      this.#done += length;
      if (this.#done === all) this.#advance();
    }
    await readPieces(sources[source], this.#pieces, target);
    return target.subarray(0, filled);
  }

  get #source(): number {
    return this.#sheet.segments.sources[this.#segment] as number;
  }

  #advance(): void {
    this.#headAt += this.#sheet.segments.headLengths[this.#segment] as number;
    this.#segment += 1;
    this.#done = 0;
  }
}
