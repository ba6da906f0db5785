import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Block, type Layout, type Reel, stripCount } from '../../../shared/gtp/reel.ts';
import type { ObjectFormat, Oid } from '../../../shared/ids.ts';
import { openRepository } from '../../git/open.ts';
import { buildRepository } from '../../testing/build-repository.ts';
import { git } from '../../testing/git.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { blockBytes } from '../rules/layout.ts';
import { partition } from './partition.ts';
import { StripLists } from './strip-lists.ts';

let root: string;
let folders = 0;

beforeAll(() => {
  root = temporaryFolder();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The blocks of a reel, and the lines of each strip's list. */
async function partitionOf(
  path: string,
  reel: Reel,
): Promise<{ blocks: Block[]; lists: string[][] }> {
  folders += 1;
  const directory = join(root, `lists-${folders}`);
  mkdirSync(directory);
  const blocks: Block[] = [];
  const listOf = (strip: number) =>
    linesOf(readFileSync(StripLists.path(directory, strip), 'latin1'));
  const repository = await openRepository(path);
  const others = await partition(repository, reel, directory, (early) => {
    // What is told of is on disk.
    for (const { strip, to } of early) expect(listOf(strip).length).toBeGreaterThanOrEqual(to);
    blocks.push(...early);
  });
  blocks.push(...others);
  blocks.sort((a, b) => a.strip - b.strip || a.from - b.from);
  return { blocks, lists: Array.from({ length: stripCount(reel.layout) }, (_, n) => listOf(n)) };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** The ids in each strip, in their order. */
async function stripsOf(path: string, reel: Reel): Promise<string[][]> {
  const { blocks, lists } = await partitionOf(path, reel);
  const strips = lists.map((lines) => lines.map((line) => line.split(' ')[0] ?? ''));
  // The blocks are the strips, cut or not.
  const inBlocks = blocks.flatMap(({ strip, from, to }) => strips[strip]?.slice(from, to) ?? []);
  expect(inBlocks.sort()).toEqual(strips.flat().sort());
  return strips;
}

function reelOf(path: string, layout: Layout, haves: string[] = []): Reel {
  const rev = (name: string) => git(path, ['rev-parse', name]) as Oid;
  const objectFormat = git(path, ['rev-parse', '--show-object-format']) as ObjectFormat;
  const names = ['main', 'v200', 'light-200', 'feature/ünïcode'];
  const wants = [...new Set(names.map(rev))].sort();
  return { objectFormat, wants, haves: haves.map(rev).sort(), layout };
}

describe.each(['sha1', 'sha256'] as const)('%s', (objectFormat) => {
  let source: string;
  beforeAll(() => {
    source = join(root, objectFormat);
    buildRepository(source, { commits: 300, objectFormat });
  });

  const layouts: Layout[] = [
    { stripes: 1, windows: 0 },
    { stripes: 8, windows: 2 },
    { stripes: 64, windows: 16 },
  ];

  test.each(layouts)('every object of the reel is in exactly one strip: %o', async (layout) => {
    const reel = reelOf(source, layout, ['main~100']);
    const all = (await stripsOf(source, reel)).flat().sort();
    const revisions = [...reel.wants, ...reel.haves.map((oid) => `^${oid}`)];
    const listed = git(source, ['rev-list', '--objects', '--no-object-names', ...revisions]);
    expect(all).toEqual(listed.split('\n').sort());
    expect(new Set(all).size).toBe(all.length);
  });

  test('peers whose packs differ compute the same strips', async () => {
    const copies: [string, string[][]][] = [
      ['repacked', [['repack', '-adfq', '--depth=10', '--window=5']]],
      ['with a commit-graph', [['commit-graph', 'write', '--reachable', '--changed-paths']]],
      ['with bitmaps', [['repack', '-adqb']]],
      ['with a multi-pack-index', [['repack', '-dq', '--geometric=2', '--write-midx']]],
      ['with loose objects', [['unpack']]],
    ];
    const reel = reelOf(source, { stripes: 16, windows: 4 }, ['main~250']);
    const expected = await stripsOf(source, reel);
    for (const [name, commands] of copies) {
      const copy = join(root, `${objectFormat}-${name}`);
      git(root, ['clone', '--quiet', '--mirror', '--no-local', source, copy]);
      for (const command of commands) {
        if (command[0] === 'unpack') unpack(copy);
        else git(copy, command);
      }
      expect({ name, strips: await stripsOf(copy, reel) }).toEqual({ name, strips: expected });
    }
  });

  test('lists and blocks are those of a plain reference, line by line', async () => {
    const large = join(root, `${objectFormat}-large`);
    buildRepository(large, { commits: 300, objectFormat, binaryBytes: 2_500_000 });
    const cases = fc.record({
      stripes: fc.integer({ min: 1, max: 64 }),
      windows: fc.integer({ min: 0, max: 16 }),
      haves: fc.constantFrom<string[]>([], ['main'], ['main~250'], ['main~100', 'v200']),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ haves, ...layout }) => {
        const reel = reelOf(large, layout, haves);
        expect(await partitionOf(large, reel)).toEqual(reference(large, reel));
      }),
      {
        numRuns: 8,
        examples: [
          [{ stripes: 1, windows: 0, haves: [] }],
          [{ stripes: 4_096, windows: 256, haves: [] }],
        ],
      },
    );
  });

  test('replace refs and grafts change nothing', async () => {
    const copy = join(root, `${objectFormat}-replaced`);
    git(root, ['clone', '--quiet', '--mirror', '--no-local', source, copy]);
    git(copy, ['replace', '--graft', git(copy, ['rev-parse', 'main~5'])]);
    const reel = reelOf(source, { stripes: 4, windows: 1 });
    expect(await stripsOf(copy, reel)).toEqual(await stripsOf(source, reel));
  });
});

/** What `partition` promises, said plainly and slowly. */
function reference(path: string, reel: Reel): { blocks: Block[]; lists: string[][] } {
  const { wants, haves, layout } = reel;
  const { windows, stripes } = layout;
  const revisions = [...wants, ...haves.map((oid) => `^${oid}`)];
  const commits = linesOf(
    git(path, ['rev-list', '--no-commit-header', '--format=%H %T %ct', ...revisions]),
  ).map((line) => {
    const [oid = '', tree = '', time] = line.split(' ');
    return { oid, tree, time: Number(time) };
  });
  commits.sort((a, b) => a.time - b.time || (a.oid < b.oid ? -1 : 1));
  const windowOf = (position: number) => Math.floor((position * windows) / commits.length);
  const lists = Array.from({ length: stripCount(layout) }, (): string[] => []);
  // Latin-1, so that every byte of a path is a character.
  const listing = git(path, ['rev-list', '--objects', ...revisions]);
  for (const line of linesOf(Buffer.from(listing, 'utf8').toString('latin1'))) {
    const [oid = ''] = line.split(' ');
    const name = line.slice(oid.length + 1);
    const commit = commits.findIndex((each) => each.oid === oid);
    const rootTree = commits.findIndex(({ tree }) => tree === oid);
    let strip = 2 * windows + (crc32(Buffer.from(name, 'latin1')) % stripes);
    if (commit !== -1) strip = windows === 0 ? 0 : windowOf(commit);
    else if (name === '') strip = windows === 0 ? 0 : windows + windowOf(rootTree);
    lists[strip]?.push(line);
  }
  const oids = lists.flat().map((line) => line.split(' ')[0]);
  const sizes = linesOf(
    git(path, ['cat-file', '--batch-check=%(objectsize:disk)'], oids.join('\n')),
  ).map(Number);
  const blocks = lists.flatMap((lines, strip) => {
    const ranges = cut(sizes.splice(0, lines.length), blockBytes(layout));
    const whole = lines.length > 0 ? [{ from: 0, to: lines.length }] : [];
    return (strip < windows ? whole : ranges).map((range) => ({ strip, ...range }));
  });
  return { blocks, lists };
}

function cut(sizes: number[], full: number): { from: number; to: number }[] {
  const sum = (from: number, to: number) => sizes.slice(from, to).reduce((a, b) => a + b, 0);
  const most = 1.5 * full;
  if (sizes.length > 0 && sum(0, sizes.length) <= most) return [{ from: 0, to: sizes.length }];
  const ranges: { from: number; to: number }[] = [];
  for (let from = 0; from < sizes.length; ) {
    let to = from + 1;
    while (to < sizes.length && sum(from, to) < full && sum(from, to + 1) <= most) to += 1;
    ranges.push({ from, to });
    from = to;
  }
  return ranges;
}

/** All objects as loose files, and no pack. */
function unpack(copy: string): void {
  const folder = join(copy, 'objects', 'pack');
  const packs = readdirSync(folder).filter((name) => name.endsWith('.pack'));
  const contents = packs.map((name) => readFileSync(join(folder, name)));
  rmSync(folder, { recursive: true });
  for (const pack of contents) git(copy, ['unpack-objects', '-q'], pack);
  expect(git(copy, ['count-objects', '-v'])).toContain('packs: 0');
}
