import { type FileHandle, open, stat } from 'node:fs/promises';
import { ChunkBuffer } from '../files/chunk-buffer.ts';

/** Bytes that can be sent, from anywhere on and more than once. */
export interface Bytes {
  readonly size: number;
  /** From byte number `start` on to the end, in chunks. Each is overwritten when the next one is asked for. */
  chunks(start: number): AsyncIterable<Buffer>;
}

/** Those of a file. Not `respondWithFile`: in a worker thread it closes descriptors behind Node's back, and crashes. */
export async function bytesOfFile(path: string): Promise<Bytes> {
  const { size } = await stat(path);
  return rangeOfFile(path, { start: 0, size });
}

/** Those of a part of a file, in bytes. */
export function rangeOfFile(
  path: string,
  { start: first, size }: { readonly start: number; readonly size: number },
): Bytes {
  return { size, chunks: (start) => chunksOf(path, first + start, first + size) };
}

/** Those of a buffer, which stays as it is. */
export function bytesOfBuffer(bytes: Buffer): Bytes {
  return {
    size: bytes.length,
    async *chunks(start) {
      if (start < bytes.length) yield bytes.subarray(start);
    },
  };
}

async function* chunksOf(path: string, start: number, end: number): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    yield* chunksOfFile(file, start, end);
  } finally {
    await file.close();
  }
}

async function* chunksOfFile(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  const buffer = ChunkBuffer.take();
  for (let position = start; position < end; ) {
    const wanted = Math.min(buffer.bytes.length, end - position);
    const { bytesRead } = await file.read(buffer.bytes, 0, wanted, position);
    if (bytesRead === 0) throw new RangeError('the file is shorter than it was');
    yield buffer.bytes.subarray(0, bytesRead);
    position += bytesRead;
  }
  buffer.giveBack();
}
