import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRepository } from '../../e2e/support/build-repository.ts';
import { git } from '../../e2e/support/git.ts';
import { temporaryFolder } from '../../e2e/support/test-engine.ts';
import { type Block, type Layout, type Reel, stripCount } from '../../shared/gtp/reel.ts';
import type { ObjectFormat, Oid } from '../../shared/ids.ts';
import { openRepository } from '../git/open.ts';
import { partition } from './partition.ts';
import { StripLists } from './strip-lists.ts';

let root: string;
let folders = 0;

beforeAll(() => {
  root = temporaryFolder();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The ids in each strip, in their order. */
async function stripsOf(path: string, reel: Reel): Promise<string[][]> {
  folders += 1;
  const directory = join(root, `lists-${folders}`);
  mkdirSync(directory);
  const blocks: Block[] = [];
  const repository = await openRepository(path);
  const others = await partition(repository, reel, directory, (commits) => blocks.push(...commits));
  blocks.push(...others);
  const strips = Array.from({ length: stripCount(reel.layout) }, (_, strip) =>
    readFileSync(StripLists.path(directory, strip), 'latin1')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(' ')[0] ?? ''),
  );
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

  test('replace refs and grafts change nothing', async () => {
    const copy = join(root, `${objectFormat}-replaced`);
    git(root, ['clone', '--quiet', '--mirror', '--no-local', source, copy]);
    git(copy, ['replace', '--graft', git(copy, ['rev-parse', 'main~5'])]);
    const reel = reelOf(source, { stripes: 4, windows: 1 });
    expect(await stripsOf(copy, reel)).toEqual(await stripsOf(source, reel));
  });
});

/** All objects as loose files, and no pack. */
function unpack(copy: string): void {
  const folder = join(copy, 'objects', 'pack');
  const packs = readdirSync(folder).filter((name) => name.endsWith('.pack'));
  const contents = packs.map((name) => readFileSync(join(folder, name)));
  rmSync(folder, { recursive: true });
  for (const pack of contents) git(copy, ['unpack-objects', '-q'], pack);
  expect(git(copy, ['count-objects', '-v'])).toContain('packs: 0');
}
