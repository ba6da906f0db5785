import type { FileHandle } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { Pieces, readPieces } from '../files/read-pieces.ts';
import type { Entries } from './entries.ts';
import { MAX_HEAD_BYTES } from './entry-head.ts';

/** What is read at once, in bytes; longer entries are read piece by piece. */
export const MOST_AT_ONCE = 256 * 1024;
export const MOST_PIECES = 2_048;

/** An entry whose bytes are what the pack's index says of them, as `git pack-objects` checks it too. */
export interface SoundEntry {
  /** Its number among the entries. */
  readonly entry: number;
  /** Its first bytes; all of them unless it is long. */
  readonly start: Buffer;
  readonly crc: number;
  /** What comes behind those of a long one. */
  readonly rest: (() => AsyncIterable<Buffer>) | null;
}

/**
 * Reads entries, in groups.
 * @param buffer of `MOST_AT_ONCE` bytes: what is told of one group is overwritten by the next
 */
export async function* readEntries(
  file: FileHandle,
  entries: Entries,
  buffer: Buffer,
  signal: AbortSignal,
): AsyncGenerator<SoundEntry[]> {
  const pieces = new Pieces(MOST_PIECES);
  for (let next = 0; next < entries.count; ) {
    signal.throwIfAborted();
    if (entries.length(next) > MOST_AT_ONCE) {
      yield await longEntry(file, entries, next, signal);
      next += 1;
      continue;
    }
    pieces.clear();
    const from = next;
    for (; next < entries.count && !pieces.isFull; next += 1) {
      const length = entries.length(next);
      if (pieces.bytes + length > MOST_AT_ONCE) break;
      pieces.add(entries.start(next), length, pieces.bytes);
    }
    await readPieces(file, pieces, buffer);
    // Where nothing has to be waited for, all that follows would hold up everything else.
    await breathe();
    const sound: SoundEntry[] = [];
    for (let entry = from; entry < next; entry += 1) {
      const place = pieces.places[entry - from] as number;
      const start = buffer.subarray(place, place + entries.length(entry));
      const crc = crc32(start);
      if (crc !== entries.crc(entry)) continue;
      sound.push({ entry, start, crc, rest: null });
    }
    yield sound;
  }
}

async function longEntry(
  file: FileHandle,
  entries: Entries,
  entry: number,
  signal: AbortSignal,
): Promise<SoundEntry[]> {
  const pieces = (from: number) => piecesOf(file, entries, entry, from, signal);
  let crc = 0;
  for await (const piece of pieces(0)) crc = crc32(piece, crc);
  if (crc !== entries.crc(entry)) return [];
  const start = Buffer.alloc(MAX_HEAD_BYTES);
  await file.read(start, 0, start.length, entries.start(entry));
  return [{ entry, start, crc, rest: () => pieces(start.length) }];
}

async function* piecesOf(
  file: FileHandle,
  entries: Entries,
  entry: number,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const end = entries.start(entry) + entries.length(entry);
  const buffer = Buffer.allocUnsafeSlow(MOST_AT_ONCE);
  for (let position = entries.start(entry) + from; position < end; ) {
    signal.throwIfAborted();
    const length = Math.min(MOST_AT_ONCE, end - position);
    const { bytesRead } = await file.read(buffer, 0, length, position);
    if (bytesRead === 0) throw new RangeError('the pack is shorter than it was');
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}
