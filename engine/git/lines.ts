import type { Readable } from 'node:stream';

const NEWLINE = 0x0a;

/**
 * The lines of a stream as bytes, without their newline: paths need not be UTF-8. A line is only
 * valid until the next one is asked for.
 */
export async function* byteLines(stream: Readable): AsyncGenerator<Buffer[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    const data = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    const lines: Buffer[] = [];
    let start = 0;
    for (;;) {
      const end = data.indexOf(NEWLINE, start);
      if (end === -1) break;
      lines.push(data.subarray(start, end));
      start = end + 1;
    }
    rest = data.subarray(start);
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0) yield [rest];
}

/** The non-empty lines of a text. */
export function textLines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
