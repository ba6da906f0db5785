import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { AsyncDisposableStack } from '@whatwg-node/disposablestack';
import type { ObjectFormat } from '../../../shared/ids.ts';
import { Pieces, readPieces } from '../../files/read-pieces.ts';
import { packHeader } from '../../git/pack-header.ts';
import type { PackFiles } from '../../packs/pack-files.ts';
import type { BlockBytes } from '../block-giver.ts';
import { bytesOfBuffer, rangeOfFile } from '../bytes.ts';
import { CHUNK_BYTES, ChunkBuffer } from '../chunk-buffer.ts';
import { readSheet, type Sheet } from './sheet.ts';

const PIECES = 2_048;

/**
 * The block that a sheet describes.
 * @throws if there is no sheet, or a pack that it is made of is gone
 */
export async function openSheet(
  path: string,
  format: ObjectFormat,
  packs: PackFiles,
): Promise<BlockBytes> {
  const { sheet, index } = readSheet(path);
  // They stay open for a while: who reads the block now finds them.
  for (const source of sheet.sources) (await packs.borrow(source))[Symbol.dispose]();
  return {
    size: sheet.size,
    checksum: sheet.checksum,
    index: index === null ? rangeOfFile(path, sheet.index) : bytesOfBuffer(index),
    chunks: (start) => chunksOf({ sheet, path, packs, format }, start),
  };
}

interface OpenedSheet {
  readonly sheet: Sheet;
  readonly path: string;
  readonly packs: PackFiles;
  readonly format: ObjectFormat;
}

/**
 * From byte number `start` on. A pack can be damaged after its sheet was made: then the last bytes, without which
 * a block is none, do not go out.
 */
async function* chunksOf(
  { sheet, path, packs, format }: OpenedSheet,
  start: number,
): AsyncGenerator<Buffer> {
  await using stack = new AsyncDisposableStack();
  const files: FileHandle[] = [];
  for (const source of sheet.sources) files.push(stack.use(await packs.borrow(source)).file);
  if (sheet.index.start > 0) {
    const own = await open(path);
    stack.defer(() => own.close());
    // git may have packed the same objects in another order.
    if (readSheet(path).sheet.checksum !== sheet.checksum) {
      throw new RangeError('the sheet was made anew since');
    }
    files.push(own);
  }
  const hash = createHash(format);
  let position = 0;
  const from = (chunk: Buffer) => {
    position += chunk.length;
    return chunk.subarray(Math.max(0, chunk.length - Math.max(0, position - start)));
  };
  for await (const chunk of entriesOf(sheet, files)) {
    hash.update(chunk);
    const wanted = from(chunk);
    if (wanted.length > 0) yield wanted;
  }
  const trailer = hash.digest();
  if (trailer.toString('hex') !== sheet.checksum) {
    await rm(path, { force: true });
    throw new RangeError('a pack is not what it was when its sheet was made');
  }
  yield from(trailer);
}

async function* entriesOf(sheet: Sheet, files: readonly FileHandle[]): AsyncGenerator<Buffer> {
  yield packHeader(sheet.objects);
  const cursor = new Cursor(sheet);
  const buffer = ChunkBuffer.take();
  while (!cursor.isAtEnd) yield await cursor.next(files, buffer.bytes);
  buffer.giveBack();
}

/** How far a sheet is put together. */
class Cursor {
  readonly #sheet: Sheet;
  readonly #pieces = new Pieces(PIECES);
  #segment = 0;
  /** Of the segment under way: how much of its own bytes and its range has gone. */
  #done = 0;
  /** Where the heads of the segment under way begin. */
  #headAt = 0;

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
  }

  get isAtEnd(): boolean {
    return this.#segment >= this.#sheet.segments.count;
  }

  /** The next bytes, all of them from one source, read into `target`. */
  async next(sources: readonly FileHandle[], target: Buffer): Promise<Buffer> {
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
      const head = this.#head.subarray(this.#done, this.#done + CHUNK_BYTES - filled);
      target.set(head, filled);
      filled += head.length;
      this.#done += head.length;
      const gone = this.#done - this.#head.length;
      const length = Math.min(this.#length - this.#done, CHUNK_BYTES - filled);
      if (length > 0) this.#pieces.add(segments.offset(this.#segment) + gone, length, filled);
      filled += length;
      this.#done += length;
      if (this.#done === this.#length) this.#advance();
    }
    await readPieces(sources[source], this.#pieces, target);
    return target.subarray(0, filled);
  }

  get #source(): number {
    return this.#sheet.segments.sources[this.#segment] as number;
  }

  get #head(): Buffer {
    const length = this.#sheet.segments.headLengths[this.#segment] as number;
    return this.#sheet.segments.heads.subarray(this.#headAt, this.#headAt + length);
  }

  get #length(): number {
    const { segments } = this.#sheet;
    return (
      (segments.headLengths[this.#segment] as number) + (segments.lengths[this.#segment] as number)
    );
  }

  #advance(): void {
    this.#headAt += this.#sheet.segments.headLengths[this.#segment] as number;
    this.#segment += 1;
    this.#done = 0;
  }
}
