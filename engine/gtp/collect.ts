import type { Readable } from 'node:stream';

/** A stream brings more than it may. */
export class TooLargeError extends Error {
  constructor(limit: number) {
    super(`more than ${limit} bytes`);
  }
}

/** Hears of what collecting takes in memory before it takes it; it may throw. */
export interface Meter {
  grow(bytes: number): void;
}

export interface CollectOptions {
  readonly meter?: Meter;
  /** A stream that brings too much is left unread instead of destroyed: it may still be answered. */
  readonly sparesStream?: boolean;
}

/** A body begins with so much room, in bytes, and doubles it as needed. */
const FIRST_ROOM = 4 * 1024;

/**
 * All bytes of a stream, copied together as they come: a body in pieces of one byte each would otherwise
 * take a hundred times its size. A stream that brings more than `limit` bytes is destroyed.
 * @throws TooLargeError, what the meter throws, and what the stream fails with
 */
export async function collect(
  stream: Readable,
  limit: number,
  { meter, sparesStream = false }: CollectOptions = {},
): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  let size = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: !sparesStream })) {
    const piece = chunk as Buffer;
    const needed = size + piece.length;
    if (needed > limit) throw new TooLargeError(limit);
    if (needed > bytes.length) {
      const room = Math.min(limit, Math.max(needed, 2 * bytes.length, FIRST_ROOM));
      meter?.grow(room - bytes.length);
      const larger = Buffer.allocUnsafeSlow(room);
      bytes.copy(larger, 0, 0, size);
      bytes = larger;
    }
    piece.copy(bytes, size);
    size = needed;
  }
  return bytes.subarray(0, size);
}
