import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ObjectFormat } from '../../shared/ids.ts';

const HEADER_BYTES = 12;
const TRAILER_BYTES = { sha1: 20, sha256: 32 } as const;

/** What a pack says of itself in its first and last bytes (gitformat-pack(5)). */
export interface PackSummary {
  readonly objects: number;
  /** Hex; names the pack. */
  readonly checksum: string;
}

/** @returns null if the file is no pack of version 2 */
export async function readPackSummary(
  path: string,
  format: ObjectFormat,
): Promise<PackSummary | null> {
  const file = await open(path);
  try {
    return await summaryOf(file, format);
  } finally {
    await file.close();
  }
}

/** Like `readPackSummary`, but also null if the content has not the checksum that it ends with. */
export async function inspectPack(path: string, format: ObjectFormat): Promise<PackSummary | null> {
  const file = await open(path);
  try {
    const summary = await summaryOf(file, format);
    if (summary === null) return null;
    const { size } = await file.stat();
    const hash = createHash(format);
    await pipeline(createReadStream(path, { end: size - TRAILER_BYTES[format] - 1 }), hash);
    return hash.digest('hex') === summary.checksum ? summary : null;
  } finally {
    await file.close();
  }
}

async function summaryOf(file: FileHandle, format: ObjectFormat): Promise<PackSummary | null> {
  const { size } = await file.stat();
  const trailerBytes = TRAILER_BYTES[format];
  if (size < HEADER_BYTES + trailerBytes) return null;
  const header = Buffer.alloc(HEADER_BYTES);
  await file.read(header, 0, HEADER_BYTES, 0);
  if (header.toString('latin1', 0, 4) !== 'PACK' || header.readUInt32BE(4) !== 2) return null;
  const trailer = Buffer.alloc(trailerBytes);
  await file.read(trailer, 0, trailerBytes, size - trailerBytes);
  return { objects: header.readUInt32BE(8), checksum: trailer.toString('hex') };
}
