import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteLines, wholeLines } from './lines.ts';

/** Newlines are many and chunks short, so that they meet in every way. */
const chunkLists = fc.array(
  fc
    .array(fc.constantFrom(10, 10, 97, 98, 255), { minLength: 1, maxLength: 6 })
    .map((bytes) => Buffer.from(bytes)),
  { maxLength: 12 },
);

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
}

test('pieces hold whole lines, and together all bytes', async () => {
  await fc.assert(
    fc.asyncProperty(chunkLists, async (chunks) => {
      const pieces = await collect(wholeLines(Readable.from(chunks)));
      for (const piece of pieces) expect(piece.at(-1)).toBe(10);
      const all = Buffer.concat(chunks).toString('latin1');
      const ended = all === '' || all.endsWith('\n') ? all : `${all}\n`;
      expect(Buffer.concat(pieces).toString('latin1')).toBe(ended);
    }),
  );
});

test('lines are those of the text, wherever its chunks begin', async () => {
  await fc.assert(
    fc.asyncProperty(chunkLists, async (chunks) => {
      const lines = (await collect(byteLines(Readable.from(chunks)))).flat();
      const expected = Buffer.concat(chunks).toString('latin1').split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(lines.map((line) => line.toString('latin1'))).toEqual(expected);
    }),
  );
});
