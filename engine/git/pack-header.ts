import type { ObjectFormat } from '../../shared/ids.ts';
import { PromptFile } from '../files/prompt.ts';
import { HASH_BYTES } from './index-tables.ts';

export const HEADER_BYTES = 12;

/** What a pack says of itself in its first and last bytes (gitformat-pack(5)). */
export interface PackSummary {
  readonly objects: number;
  /** Hex; names the pack. */
  readonly checksum: string;
}

/**
 * Looks at the two ends alone; whether the content fits the checksum is for `git index-pack` to say.
 * @returns null if the file is no pack of version 2
 */
export async function readPackSummary(
  path: string,
  format: ObjectFormat,
): Promise<PackSummary | null> {
  const file = await PromptFile.open(path, 'r');
  try {
    return await summaryOf(file, format);
  } finally {
    await file.close();
  }
}

async function summaryOf(file: PromptFile, format: ObjectFormat): Promise<PackSummary | null> {
  const size = await file.size();
  const trailerBytes = HASH_BYTES[format];
  if (size < HEADER_BYTES + trailerBytes) return null;
  const header = await file.read(HEADER_BYTES, 0);
  if (header.toString('latin1', 0, 4) !== 'PACK' || header.readUInt32BE(4) !== 2) return null;
  const trailer = await file.read(trailerBytes, size - trailerBytes);
  return { objects: header.readUInt32BE(8), checksum: trailer.toString('hex') };
}

/** The first bytes of a pack of so many objects. */
export function packHeader(objects: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PACK', 'latin1');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(objects, 8);
  return header;
}
