import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { GatheringFile } from './gathering-file.ts';

/** Whose period is no power of two, so that a byte in another place is another one. */
const EXAMPLE = Buffer.from(Array.from({ length: 601 * 1024 }, (_, index) => index % 251));

let folder: string;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'file');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function write(pieces: readonly Buffer[], start = 0): Promise<void> {
  const file = new GatheringFile(path, start);
  for (const piece of pieces) await file.write(piece);
  await file.end();
}

test('what was written is there in its order, whatever the pieces, also where it goes on', async () => {
  // Of each the length and what it begins with: to choose all its bytes would take a minute.
  const piece = fc
    .record({ length: fc.nat(600 * 1024), first: fc.nat(250) })
    .map(({ length, first }) => EXAMPLE.subarray(first, first + length));
  const pieces = fc.array(piece, { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(pieces, pieces, async (first, second) => {
      await write(first);
      await write(second, Buffer.concat(first).length);
      expect(readFileSync(path).equals(Buffer.concat([...first, ...second]))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

test('pieces of a byte each are as good as any', async () => {
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
  await write(Array.from(bytes, (_, index) => bytes.subarray(index, index + 1)));
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test('from the byte on at which it goes on, what was there is replaced', async () => {
  await write([Buffer.from('abcdef')]);
  await write([Buffer.from('XY')], 2);
  expect(readFileSync(path, 'utf8')).toBe('abXYef');
});

test('what cannot be written is told', async () => {
  const nowhere = new GatheringFile(join(folder, 'none', 'file'));
  await nowhere.write(Buffer.from('x'));
  await expect(nowhere.end()).rejects.toMatchObject({ code: 'ENOENT' });
});
