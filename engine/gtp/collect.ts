import type { Readable } from 'node:stream';

/** A stream brings more than it may. */
export class TooLargeError extends Error {
  constructor(limit: number) {
    super(`more than ${limit} bytes`);
  }
}

/**
 * All bytes of a stream. One that brings more than `limit` bytes is destroyed.
 * @throws TooLargeError, and what the stream fails with
 */
export async function collect(stream: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new TooLargeError(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
