import { read, readSync } from 'node:fs';
import { AtOnce } from './at-once.ts';
import { CHUNK_BYTES, ChunkBuffer } from './chunk-buffer.ts';

/** A file that is open, by its descriptor. */
export interface OpenFile {
  readonly fd: number;
}

/** Pieces of a file that are read at once. */
export class Pieces {
  readonly offsets: Float64Array;
  readonly lengths: Uint32Array;
  /** Where each is to stand in what they are read into. */
  readonly places: Uint32Array;
  count = 0;
  /** All of them, in bytes. */
  bytes = 0;
  readonly atOnce = new AtOnce();

  constructor(most: number) {
    this.offsets = new Float64Array(most);
    this.lengths = new Uint32Array(most);
    this.places = new Uint32Array(most);
  }

  get isFull(): boolean {
    return this.count === this.offsets.length;
  }

  /** Adds a piece that comes after those before. @param place where it is to stand */
  add(offset: number, length: number, place: number): void {
    this.offsets[this.count] = offset;
    this.lengths[this.count] = length;
    this.places[this.count] = place;
    this.count += 1;
    this.bytes += length;
  }

  clear(): void {
    this.count = 0;
    this.bytes = 0;
  }
}

/** Two pieces so near to each other are read with what is between them: that costs less than asking twice. */
const NEAR = 4_096;
/** The most that is read in one go, in bytes, unless a single piece is longer. */
const MOST = CHUNK_BYTES;

interface Window {
  /** The first piece, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly bytes: Buffer;
}

/**
 * Reads pieces of a file into `target`, each to its place.
 * @throws RangeError if the file ends before
 */
export async function readPieces(
  file: OpenFile | undefined,
  pieces: Pieces,
  target: Buffer,
): Promise<void> {
  const windows: Window[] = [];
  const room = new Room();
  for (let from = 0; from < pieces.count; ) {
    const to = endOfWindow(pieces, from);
    const start = pieces.offsets[from] as number;
    const place = pieces.places[from] as number;
    const length = endOf(pieces, to - 1) - start;
    const bytes = to === from + 1 ? target.subarray(place, place + length) : room.take(length);
    windows.push({ from, to, bytes });
    from = to;
  }
  if (file === undefined) throw new RangeError('no such source');
  await fill(file.fd, pieces, windows);
  for (const { from, to, bytes } of windows) {
    if (to === from + 1) continue;
    const start = pieces.offsets[from] as number;
    for (let piece = from; piece < to; piece += 1) {
      const at = (pieces.offsets[piece] as number) - start;
      bytes.copy(target, pieces.places[piece], at, at + (pieces.lengths[piece] as number));
    }
  }
  // Not where it failed: other threads may still read into it.
  room.giveBack();
}

/** For what is read with what is between it; many small windows share a buffer. */
class Room {
  readonly #buffers: ChunkBuffer[] = [];
  /** Of the last one, in bytes. */
  #taken = CHUNK_BYTES;

  /** @param length of `MOST` bytes at most */
  take(length: number): Buffer {
    if (this.#taken + length > CHUNK_BYTES) {
      this.#buffers.push(ChunkBuffer.take());
      this.#taken = 0;
    }
    const from = this.#taken;
    this.#taken += length;
    return this.#buffers.at(-1)?.bytes.subarray(from, this.#taken) ?? Buffer.alloc(length);
  }

  giveBack(): void {
    for (const buffer of this.#buffers) buffer.giveBack();
  }
}

function endOf({ offsets, lengths }: Pieces, piece: number): number {
  return (offsets[piece] as number) + (lengths[piece] as number);
}

function endOfWindow(pieces: Pieces, from: number): number {
  const start = pieces.offsets[from] as number;
  let to = from + 1;
  while (to < pieces.count) {
    const gap = (pieces.offsets[to] as number) - endOf(pieces, to - 1);
    if (gap < 0 || gap > NEAR || endOf(pieces, to) - start > MOST) break;
    to += 1;
  }
  return to;
}

async function fill(fd: number, pieces: Pieces, windows: readonly Window[]): Promise<void> {
  const filled = pieces.atOnce.take(windows.length, (index) => {
    const { from, bytes } = windows[index] as Window;
    const count = readSync(fd, bytes, 0, bytes.length, pieces.offsets[from] as number);
    if (count < bytes.length) throw tooShort();
  });
  if (filled < windows.length) await fillLater(fd, pieces.offsets, windows.slice(filled));
}

/** By callbacks: of thousands of reads, each promise would cost more than the reading. */
function fillLater(fd: number, offsets: Float64Array, windows: readonly Window[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = windows.length;
    let failure: unknown = null;
    for (const { from, bytes } of windows) {
      read(fd, bytes, 0, bytes.length, offsets[from] as number, (error, count) => {
        failure ??= error;
        if (error === null && count < bytes.length) failure ??= tooShort();
        left -= 1;
        if (left > 0) return;
        if (failure === null) resolve();
        else reject(failure);
      });
    }
  });
}

function tooShort(): RangeError {
  return new RangeError('the file is shorter than it was');
}
