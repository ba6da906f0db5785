import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { Segments } from './segments.ts';

/** Of this many bytes are the length of the description, and the checksum of it and of the segments. */
const TRAILER_BYTES = 8;
/** What is read of the end of a sheet before it is known how much there is. */
const AT_ONCE = 128 * 1024;

const sourceSchema = z.object({ path: z.string(), size: z.int(), checksum: z.string() });

const descriptionSchema = z.object({
  version: z.literal(2),
  /** Of the pack that it makes. */
  objects: z.int(),
  size: z.int(),
  checksum: z.string(),
  /** CRC-32 of what stands before the checksum in that pack. */
  crc: z.int(),
  /** What segments name by number; the number behind the last one is the sheet's own file. */
  sources: z.array(sourceSchema),
  segments: z.int(),
  segmentBytes: z.int(),
  /** Where in the file the index of the pack begins, and how long it is. */
  index: z.object({ start: z.int(), size: z.int() }),
});
type Description = Omit<z.infer<typeof descriptionSchema>, 'version' | 'segmentBytes' | 'segments'>;

/**
 * How a block is put together from packs that are on disk already. Its file holds, one behind the other, what is
 * in none of them, the index of the block, the segments, their description, and a checksum of the last two.
 */
export interface Sheet extends Description {
  readonly segments: Segments;
}

/** Writes all but what comes first, which ends where the index is said to start. */
export async function finishSheet(
  file: FileHandle,
  { segments, ...description }: Sheet,
  index: readonly Buffer[],
): Promise<void> {
  const columns = segments.toBuffers();
  const described = Buffer.from(
    JSON.stringify({
      ...description,
      version: 2,
      segments: segments.count,
      segmentBytes: columns.reduce((sum, { length }) => sum + length, 0),
    }),
  );
  const trailer = Buffer.alloc(TRAILER_BYTES);
  trailer.writeUInt32BE(described.length, 0);
  const guarded = [...columns, described, trailer.subarray(0, 4)];
  trailer.writeUInt32BE(
    guarded.reduce((crc, bytes) => crc32(bytes, crc), 0),
    4,
  );
  const all = Buffer.concat([...index, ...columns, described, trailer]);
  await file.write(all, 0, all.length, description.index.start);
}

/** A sheet, and the index of the block that it makes, unless that is far from the end of the file. */
export interface ReadSheet {
  readonly sheet: Sheet;
  readonly index: Buffer | null;
  /** Of the file: another one at the same place has another stamp. */
  readonly stamp: string;
}

/**
 * Reads a sheet at one go: a few pages that were written or read a moment ago. By promises, the four steps would
 * cost more than all else that is done for a block but sending it.
 * @throws if there is none, or it is damaged
 */
export function readSheet(path: string): ReadSheet {
  const file = openSync(path, 'r');
  try {
    const { size, stamp } = sizeAndStamp(file);
    let end = lastBytes(file, size, Math.min(size, AT_ONCE));
    const described = end.length < TRAILER_BYTES ? 0 : end.readUInt32BE(end.length - TRAILER_BYTES);
    if (described + TRAILER_BYTES > end.length) throw new RangeError('a damaged sheet');
    const at = end.length - TRAILER_BYTES - described;
    const {
      segments: count,
      segmentBytes,
      ...description
    } = descriptionSchema.parse(JSON.parse(end.toString('utf8', at, at + described)));
    const guarded = segmentBytes + described + TRAILER_BYTES;
    if (guarded > end.length) end = lastBytes(file, size, guarded);
    const columns = end.subarray(end.length - guarded, end.length - described - TRAILER_BYTES);
    const crc = crc32(end.subarray(end.length - guarded, end.length - 4));
    if (crc !== end.readUInt32BE(end.length - 4)) throw new RangeError('a damaged sheet');
    const sheet = { ...description, segments: Segments.from(columns, count) };
    return { sheet, index: indexWithin(end, size, description.index), stamp };
  } finally {
    closeSync(file);
  }
}

/** What tells a file, given by its descriptor, from another one that has come to the same place. */
export function stampOf(file: number): string {
  return sizeAndStamp(file).stamp;
}

function sizeAndStamp(file: number): { readonly size: number; readonly stamp: string } {
  const { dev, ino, size, mtimeNs } = fstatSync(file, { bigint: true });
  return { size: Number(size), stamp: [dev, ino, size, mtimeNs].join(' ') };
}

/** @param end the last bytes of a file of `size` bytes */
function indexWithin(end: Buffer, size: number, index: Sheet['index']): Buffer | null {
  const start = index.start - (size - end.length);
  return start < 0 ? null : end.subarray(start, start + index.size);
}

function lastBytes(file: number, size: number, length: number): Buffer {
  if (length > size) throw new RangeError('a damaged sheet');
  const bytes = Buffer.allocUnsafe(length);
  if (readSync(file, bytes, 0, length, size - length) < length) {
    throw new RangeError('a damaged sheet');
  }
  return bytes;
}
