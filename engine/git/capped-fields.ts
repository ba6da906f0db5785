import type { Readable } from 'node:stream';

/** What ends each field of git's output with `-z`, or a format that says `%x00`. */
const END = 0;

/**
 * The fields of a stream, without the zero byte that ends each. Of one that is longer than `limit` bytes, the
 * beginning: anybody can write a message, or a name, of any length.
 */
export async function* cappedFields(stream: Readable, limit: number): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let size = 0;
  const add = (bytes: Buffer) => {
    const wanted = bytes.subarray(0, limit - size);
    if (wanted.length === 0) return;
    begun.push(wanted);
    size += wanted.length;
  };
  for await (const data of stream) {
    const chunk = data as Buffer;
    let start = 0;
    for (let end = chunk.indexOf(END); end >= 0; end = chunk.indexOf(END, start)) {
      add(chunk.subarray(start, end));
      yield Buffer.concat(begun);
      begun = [];
      size = 0;
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
}
