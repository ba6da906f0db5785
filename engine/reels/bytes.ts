import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';

const AT_ONCE = 256 * 1024;

/** Bytes that can be sent, from anywhere on and more than once. */
export interface Bytes {
  readonly size: number;
  /** From byte number `start` on to the end; whoever does not read that far destroys the stream. */
  read(start: number): Readable;
}

/** Those of a file. Not `respondWithFile`: in a worker thread it closes descriptors behind Node's back, and crashes. */
export async function bytesOfFile(path: string): Promise<Bytes> {
  const { size } = await stat(path);
  return { size, read: (start) => createReadStream(path, { start, highWaterMark: AT_ONCE }) };
}

/** Those of a part of a file, in bytes. */
export function rangeOfFile(
  path: string,
  { start: first, size }: { readonly start: number; readonly size: number },
): Bytes {
  // The end is included; an empty range is never asked for.
  const end = first + size - 1;
  return {
    size,
    read: (start) => createReadStream(path, { start: first + start, end, highWaterMark: AT_ONCE }),
  };
}
