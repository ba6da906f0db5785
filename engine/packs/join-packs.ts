import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { ObjectFormat } from '../../shared/ids.ts';
import { HASH_BYTES } from '../git/index-tables.ts';
import { HEADER_BYTES, packHeader } from '../git/pack-header.ts';

/** What is copied at once, in bytes. */
export const PIECE = 1024 * 1024;

/** Where the entries of one pack stand in the joined one, in bytes: from the first up to behind the last. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export interface JoinedPack {
  /** Names the pack, in hex. */
  readonly checksum: string;
  readonly places: readonly Place[];
}

/** One of the packs is not what its own last bytes say. */
export class AlteredPackError extends Error {
  constructor(readonly path: string) {
    super('a pack whose content does not fit its checksum');
  }
}

/**
 * Writes the entries of packs one behind the other, as one pack: deltas name their bases by how far
 * before them they stand, or by id, so that the bytes stay as they are.
 * @throws AlteredPackError
 */
export async function joinPacks(
  packs: readonly { readonly path: string; readonly objects: number }[],
  format: ObjectFormat,
  path: string,
  signal?: AbortSignal,
): Promise<JoinedPack> {
  const target = await open(path, 'wx');
  try {
    const hash = createHash(format);
    const total = packs.reduce((sum, { objects }) => sum + objects, 0);
    const write = async (bytes: Uint8Array) => {
      hash.update(bytes);
      await target.writeFile(bytes);
    };
    await write(packHeader(total));
    const places: Place[] = [];
    let size = HEADER_BYTES;
    // One for all: of a new one for each, the garbage collector would have to be called all the time.
    const room = Buffer.allocUnsafeSlow(PIECE);
    for (const pack of packs) {
      signal?.throwIfAborted();
      const bytes = await copyEntries(pack.path, format, room, write);
      places.push({ from: size, to: size + bytes });
      size += bytes;
    }
    const trailer = hash.digest();
    await target.writeFile(trailer);
    return { checksum: trailer.toString('hex'), places };
  } finally {
    await target.close();
  }
}

/**
 * What is between the header of a pack and its checksum, in pieces.
 * @param room of `PIECE` bytes: each piece is overwritten by the next one
 * @returns how many bytes they are
 * @throws AlteredPackError
 */
export async function copyEntries(
  path: string,
  format: ObjectFormat,
  room: Buffer,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<number> {
  const source = await open(path);
  try {
    const { size } = await source.stat();
    const hash = createHash(format);
    const end = size - HASH_BYTES[format];
    let position = 0;
    while (position < end) {
      const length = Math.min(PIECE, end - position);
      const { bytesRead } = await source.read(room, 0, length, position);
      if (bytesRead === 0) throw new AlteredPackError(path);
      const read = room.subarray(0, bytesRead);
      hash.update(read);
      await write(position === 0 ? read.subarray(HEADER_BYTES) : read);
      position += bytesRead;
    }
    if (!(await isTrailer(source, end, hash))) throw new AlteredPackError(path);
    return end - HEADER_BYTES;
  } finally {
    await source.close();
  }
}

async function isTrailer(source: FileHandle, position: number, hash: Hash): Promise<boolean> {
  const digest = hash.digest();
  const trailer = Buffer.alloc(digest.length);
  await source.read(trailer, 0, trailer.length, position);
  return trailer.equals(digest);
}
