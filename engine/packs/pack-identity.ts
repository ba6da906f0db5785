import { type FileHandle, open } from 'node:fs/promises';

/** Which pack, and what tells it from another one that comes to stand in its place. */
export interface PackIdentity {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** What the pack says it holds, in hex: its last bytes. */
  readonly checksum: string;
}

/** @param hashBytes 20 or 32 */
export async function identityOf(
  pack: FileHandle,
  hashBytes: number,
): Promise<Omit<PackIdentity, 'path'>> {
  const { size } = await pack.stat();
  const trailer = Buffer.alloc(hashBytes);
  await pack.read(trailer, 0, trailer.length, Math.max(0, size - trailer.length));
  return { size, checksum: trailer.toString('hex') };
}

export async function identityAt(path: string, hashBytes: number): Promise<PackIdentity> {
  const file = await open(path);
  try {
    return { path, ...(await identityOf(file, hashBytes)) };
  } finally {
    await file.close();
  }
}
