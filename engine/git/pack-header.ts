import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ObjectFormat } from '../../shared/ids.ts';

const HEADER_BYTES = 12;
const TRAILER_BYTES = { sha1: 20, sha256: 32 } as const;

/**
 * A pack's checksum, read from its last bytes (gitformat-pack(5)).
 * @returns null if the file is no pack of version 2
 */
export async function readPackChecksum(path: string, format: ObjectFormat): Promise<string | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const trailerBytes = TRAILER_BYTES[format];
    if (size < HEADER_BYTES + trailerBytes) return null;
    const header = Buffer.alloc(HEADER_BYTES);
    await file.read(header, 0, HEADER_BYTES, 0);
    if (header.toString('latin1', 0, 4) !== 'PACK' || header.readUInt32BE(4) !== 2) return null;
    const trailer = Buffer.alloc(trailerBytes);
    await file.read(trailer, 0, trailerBytes, size - trailerBytes);
    return trailer.toString('hex');
  } finally {
    await file.close();
  }
}

/** Whether the file is a pack whose content has the checksum that it ends with. */
export async function isIntactPack(path: string, format: ObjectFormat): Promise<boolean> {
  const checksum = await readPackChecksum(path, format);
  if (checksum === null) return false;
  const file = await open(path);
  const { size } = await file.stat();
  await file.close();
  const hash = createHash(format);
  await pipeline(createReadStream(path, { end: size - TRAILER_BYTES[format] - 1 }), hash);
  return hash.digest('hex') === checksum;
}
