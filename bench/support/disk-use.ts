import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** stat(2): what a file takes is counted in these, whatever the file system. */
const STAT_BLOCK_BYTES = 512;

/** Bytes that a folder takes on disk with all that is in it, as `du` counts them; a file with two names counts once. */
export function diskUse(folder: string): number {
  const seen = new Set<number>();
  const paths = [
    folder,
    ...readdirSync(folder, { recursive: true }).map((name) => join(folder, `${name}`)),
  ];
  let bytes = 0;
  for (const path of paths) {
    const { ino, blocks } = lstatSync(path, { throwIfNoEntry: false }) ?? { ino: 0, blocks: 0 };
    if (!seen.has(ino)) bytes += blocks * STAT_BLOCK_BYTES;
    seen.add(ino);
  }
  return bytes;
}
