import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Block, formatBlock, formatRunLine } from '../../shared/gtp/reel.ts';
import type { PeerId } from '../../shared/ids.ts';
import { ProtocolError } from '../errors/peer-failures.ts';
import { LinkClosedError } from '../gtp/call.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { readRun } from './read-run.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const peer = 'a'.repeat(52) as PeerId;
const checksum = 'c'.repeat(40);

interface Sent {
  readonly pack: Uint8Array;
  readonly index: Uint8Array;
}

function answer(blocks: readonly Sent[]): Buffer {
  return Buffer.concat(
    blocks.flatMap(({ pack, index }, number) => [
      Buffer.from(number % 2 === 0 ? '\n' : ''),
      Buffer.from(
        `${formatRunLine({
          ...{ block: blockOf(number), checksum },
          ...{ packSize: pack.length, indexSize: index.length },
        })}\n`,
      ),
      pack,
      index,
    ]),
  );
}

const blockOf = (strip: number): Block => ({ strip, from: 0, to: 1 });

async function* inPieces(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), 0, bytes.length];
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  for (const [number, to] of sorted.slice(1).entries()) yield bytes.subarray(sorted[number], to);
}

/** Reads a run. @param unwanted the number of a block that is not wanted any more */
async function read(pieces: AsyncIterable<Buffer>, unwanted = -1) {
  const complete: { block: Block; pack: Buffer; index: Buffer | null }[] = [];
  let bytes = 0;
  const count = await readRun(pieces, {
    begin: (block) =>
      block.strip === unwanted
        ? null
        : { block, checksum, peer, file: join(folder, formatBlock(block)) },
    complete: async ({ block, file }, index) => {
      complete.push({
        block,
        pack: readFileSync(file),
        index: index === null ? null : readFileSync(index),
      });
    },
    onBytes: (more) => {
      bytes += more;
    },
  });
  return { count, complete, bytes };
}

const sent = fc.array(
  fc.record({ pack: fc.uint8Array({ minLength: 1, maxLength: 300 }), index: fc.uint8Array() }),
  { minLength: 1, maxLength: 5 },
);

test('blocks arrive as they were sent, however they are cut on the way', async () => {
  await fc.assert(
    fc.asyncProperty(sent, fc.array(fc.nat(2_000)), async (blocks, cuts) => {
      const { count, complete } = await read(inPieces(answer(blocks), cuts));
      expect(count).toBe(blocks.length);
      for (const [number, { block, pack, index }] of complete.entries()) {
        expect(block).toEqual(blockOf(number));
        expect(pack.equals(blocks[number]?.pack ?? Buffer.alloc(0))).toBe(true);
        const size = blocks[number]?.index.length ?? 0;
        expect(index === null ? 0 : index.length).toBe(size);
      }
    }),
    { numRuns: 50 },
  );
});

const twoBlocks = [
  { pack: Buffer.from('one'), index: Buffer.from('first') },
  { pack: Buffer.from('other'), index: Buffer.from('second') },
];

describe('a run that ends', () => {
  const whole = answer(twoBlocks);
  test.each([
    ['within a line', whole.length - 'othersecond'.length - 5],
    ['within a pack', whole.length - 'rsecond'.length],
    ['before its index', whole.length - 'second'.length],
    ['before anything', 0],
    ['after no more than a sign that it is worked on', 1],
  ])('%s has broken off', async (_where, length) => {
    await expect(read(inPieces(whole.subarray(0, length), []))).rejects.toThrow(LinkClosedError);
  });

  test('between two blocks has brought the first', async () => {
    const first = answer(twoBlocks.slice(0, 1));
    expect(await read(inPieces(first, []))).toMatchObject({ count: 1 });
  });
});

test('what has come of a block that breaks off is kept', async () => {
  const whole = answer(twoBlocks);
  await read(inPieces(whole.subarray(0, whole.length - 'hersecond'.length), [])).catch(() => {});
  expect(readFileSync(join(folder, formatBlock(blockOf(1))), 'utf8')).toBe('ot');
});

test('nothing more is read from a block that is not wanted', async () => {
  expect(await read(inPieces(answer(twoBlocks), []), 1)).toMatchObject({ count: 1, bytes: 8 });
});

test.each([
  ['a block of no bytes', `0.0-1 ${checksum} 0 0\n`],
  ['a block of 5 GiB', `0.0-1 ${checksum} ${5 * 1024 ** 3} 0\n`],
  ['an index of 1 GiB', `0.0-1 ${checksum} 1 ${1024 ** 3}\n`],
  ['a checksum that is a path', '0.0-1 ../../../../../../../../../../../../etc/x 1 0\n'],
  ['something else', 'HTTP/1.1 200 OK\n'],
  ['a line without end', 'x'.repeat(100_000)],
])('%s is no run', async (_what, text) => {
  await expect(read(inPieces(Buffer.from(text), [50]))).rejects.toThrow(ProtocolError);
});
