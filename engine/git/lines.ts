import type { Readable } from 'node:stream';

const NEWLINE = 0x0a;

/**
 * The bytes of a stream in pieces that hold whole lines, each with its newline: paths need not be
 * UTF-8. A last line without one gets it.
 */
export async function* wholeLines(stream: Readable): AsyncGenerator<Buffer> {
  /** What has arrived of a line. */
  let begun: Buffer[] = [];
  for await (const data of stream) {
    let chunk = data as Buffer;
    if (begun.length > 0) {
      const end = chunk.indexOf(NEWLINE) + 1;
      begun.push(end === 0 ? chunk : chunk.subarray(0, end));
      if (end === 0) continue;
      yield Buffer.concat(begun);
      begun = [];
      chunk = chunk.subarray(end);
    }
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield chunk.subarray(0, end);
    if (end < chunk.length) begun.push(chunk.subarray(end));
  }
  if (begun.length > 0) yield Buffer.concat([...begun, Buffer.of(NEWLINE)]);
}

/** The lines of a stream as bytes, without their newline. */
export async function* byteLines(stream: Readable): AsyncGenerator<Buffer[]> {
  for await (const piece of wholeLines(stream)) {
    const lines: Buffer[] = [];
    for (let start = 0; start < piece.length; ) {
      const end = piece.indexOf(NEWLINE, start);
      lines.push(piece.subarray(start, end));
      start = end + 1;
    }
    yield lines;
  }
}

/** The non-empty lines of a text. */
export function textLines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
