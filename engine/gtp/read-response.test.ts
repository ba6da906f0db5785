import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GtpResponse } from './call.ts';
import { collect, TooLargeError } from './collect.ts';
import { MalformedAnswerError, readBytes, readLines } from './read-response.ts';

/** An answer whose body comes in these pieces. */
function answer(pieces: readonly Buffer[]): GtpResponse {
  return { status: 200, headers: {}, body: Readable.from(pieces) as GtpResponse['body'] };
}

/** The bytes, cut into pieces of these lengths. */
function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let rest = bytes;
  for (const length of lengths) {
    pieces.push(rest.subarray(0, length));
    rest = rest.subarray(length);
  }
  return [...pieces, rest].filter((piece) => piece.length > 0);
}

async function linesOf(pieces: readonly Buffer[], limit: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(answer(pieces), limit)) lines.push(line);
  return lines;
}

const lengths = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 });
/** Characters of one to four bytes. */
const word = fc.string({ unit: fc.constantFrom('a', 'é', '→', '🐟'), maxLength: 6 });

test('lines are those of the text, however it is cut, even within a character', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 8 }), lengths, async (words, cuts) => {
      const text = words.map((each) => `${each}\n`).join('');
      const pieces = cut(Buffer.from(`${text}broken off`), cuts);
      expect(await linesOf(pieces, 1_000)).toEqual(words.filter((each) => each !== ''));
    }),
  );
});

test('a line may have as many bytes as its limit, and not one more', async () => {
  await fc.assert(
    fc.asyncProperty(word, lengths, fc.boolean(), async (line, cuts, hasEnd) => {
      const size = Buffer.byteLength(line);
      const pieces = cut(Buffer.from(hasEnd ? `${line}\n` : line), cuts);
      await expect(linesOf(pieces, size)).resolves.toBeDefined();
      if (size === 0) return;
      await expect(linesOf(pieces, size - 1)).rejects.toBeInstanceOf(MalformedAnswerError);
    }),
  );
});

test('an answer may have as many bytes as its limit, and not one more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 50 }), lengths, async (bytes, cuts) => {
      const pieces = () => cut(Buffer.from(bytes), cuts);
      expect(await readBytes(answer(pieces()), bytes.length)).toEqual(Buffer.from(bytes));
      if (bytes.length === 0) return;
      const limit = bytes.length - 1;
      await expect(readBytes(answer(pieces()), limit)).rejects.toBeInstanceOf(MalformedAnswerError);
      const stream = Readable.from(pieces());
      await expect(collect(stream, limit)).rejects.toBeInstanceOf(TooLargeError);
      expect(stream.destroyed).toBe(true);
    }),
  );
});
