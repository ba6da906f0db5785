import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type Block, formatBlock, type Layout } from '../../../shared/gtp/reel.ts';
import type { ObjectFormat, Oid } from '../../../shared/ids.ts';
import { openRepository, type Repository } from '../../git/open.ts';
import { readIndexedObjects } from '../../git/pack-index.ts';
import { listPacks } from '../../packs/object-packs.ts';
import { PackFiles } from '../../packs/pack-files.ts';
import { PackTables } from '../../packs/pack-tables.ts';
import { allBytes } from '../../testing/all-bytes.ts';
import { buildRepository } from '../../testing/build-repository.ts';
import { git } from '../../testing/git.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { partition } from '../listing/partition.ts';
import { makeSheets, sheetPath } from './make-sheets.ts';
import { readSheet } from './sheet.ts';
import { openSheet } from './sheet-bytes.ts';

const root = temporaryFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));
const { signal } = new AbortController();
/** Nothing stays open: what happens to a pack is noticed at once. */
let files = new PackFiles();
beforeEach(() => {
  files = new PackFiles();
});
afterEach(() => files[Symbol.dispose]());
let folders = 0;

function folder(): string {
  folders += 1;
  return join(root, `${folders}`);
}

/** Lists a reel of everything that `main` reaches, and makes the sheets of all its blocks. */
async function sheetsOf(repository: Repository, layout: Layout) {
  const directory = folder();
  mkdirSync(directory);
  const { objectFormat } = repository;
  const wants = [git(repository.path, ['rev-parse', 'main']).trim() as Oid];
  const listed: Block[] = [];
  const reel = { objectFormat, wants, haves: [], layout };
  const others = await partition(repository, reel, directory, (early) => {
    listed.push(...early);
  });
  // Cut once more, so that deltas and their bases are torn apart.
  const blocks = [...listed, ...others].flatMap(cutInTwo);
  using tables = new PackTables();
  const packs = await tables.of(repository, signal);
  const made: Block[] = [];
  const place = { repository, packs, files, directory, scratch: join(directory, 'scratch') };
  await makeSheets(place, blocks, async (block) => void made.push(block), signal);
  expect(made.map(formatBlock).sort()).toEqual(blocks.map(formatBlock).sort());
  return { directory, blocks };
}

function cutInTwo({ strip, from, to }: Block): Block[] {
  const middle = (from + to) >> 1;
  if (middle === from) return [{ strip, from, to }];
  return [
    { strip, from, to: middle },
    { strip, from: middle, to },
  ];
}

/** What git makes of a block's bytes is what the list names, and the index that comes with it. */
async function check(repository: Repository, directory: string, block: Block): Promise<void> {
  const { objectFormat } = repository;
  const bytes = await openSheet(sheetPath(directory, block), files);
  const pack = await allBytes(bytes.chunks(0));
  expect(pack.length).toBe(bytes.size);
  expect(
    createHash(objectFormat)
      .update(pack.subarray(0, -bytes.checksum.length / 2))
      .digest('hex'),
  ).toBe(bytes.checksum);
  const path = `${folder()}.pack`;
  writeFileSync(path, pack);
  const index = path.replace('.pack', '.idx');
  git(root, ['index-pack', `--object-format=${objectFormat}`, '--no-rev-index', '-o', index, path]);
  expect((await allBytes(bytes.index?.chunks(0) ?? fail())).equals(readFileSync(index))).toBe(true);
  const list = readFileSync(join(directory, `${block.strip}.list`), 'utf8').split('\n');
  const listed = list.slice(block.from, block.to).map((line) => line.split(' ')[0]);
  expect([...(await readIndexedObjects(index, objectFormat))].sort()).toEqual(listed.sort());
  const start = Math.floor(pack.length / 3);
  expect((await allBytes(bytes.chunks(start))).equals(pack.subarray(start))).toBe(true);
}

function fail(): never {
  throw new Error('no index');
}

/** How a repository's objects may lie on its disk. Each makes it so, and tells where the repository is. */
const WAYS: Record<string, (path: string) => string> = {
  'one pack': (path) => packed(path),
  'as fast-import wrote it': (path) => path,
  'bases by id': (path) => packed(path, ['-c', 'repack.useDeltaBaseOffset=false']),
  'no long chains': (path) => packed(path, [], ['--depth=1']),
  'packs that were pushed, with bases from those before': (path) => {
    const target = folder();
    const format = git(path, ['rev-parse', '--show-object-format']);
    git(root, ['init', '--quiet', '--bare', `--object-format=${format}`, target]);
    git(target, ['config', 'receive.unpackLimit', '1']);
    for (const part of ['main~60', 'main~30', 'main']) {
      git(path, ['push', '--quiet', target, `${git(path, ['rev-parse', part])}:refs/heads/main`]);
    }
    return target;
  },
  'objects in several packs at once': (path) => {
    const base = join(path, '.git/objects/pack/pack');
    for (const part of ['main~60', 'main~30', 'main~5']) {
      git(path, ['pack-objects', '--quiet', '--revs', base], `${part}\n`);
    }
    return path;
  },
  'loose objects alone': (path) => unpacked(path),
  'some of them loose': (path) => {
    unpacked(path);
    const base = join(path, '.git/objects/pack/pack');
    git(path, ['pack-objects', '--quiet', '--revs', base], 'main~40\n');
    git(path, ['prune-packed', '--quiet']);
    return path;
  },
  'borrowed from another repository': (path) => {
    const target = folder();
    git(root, ['clone', '--quiet', '--shared', '--bare', packed(path), target]);
    return target;
  },
  'offsets of eight bytes': (path) => withLargeOffsets(packed(path)),
  'an index of the first version': (path) => packed(path, ['-c', 'pack.indexVersion=1']),
};

function packed(path: string, settings: string[] = [], args: string[] = []): string {
  git(path, [...settings, 'repack', '-adfq', ...args]);
  return path;
}

/** git writes offsets of eight bytes from 2 GiB on, or from where it is told to. */
function withLargeOffsets(path: string): string {
  const packs = join(path, '.git/objects/pack');
  const pack = readdirSync(packs).find((name) => name.endsWith('.pack')) ?? fail();
  const index = join(packs, pack.replace('.pack', '.idx'));
  rmSync(index);
  const format = `--object-format=${git(path, ['rev-parse', '--show-object-format'])}`;
  git(packs, ['index-pack', '--index-version=2,0x1000', format, '-o', index, pack]);
  return path;
}

function unpacked(path: string): string {
  const packs = join(path, '.git/objects/pack');
  const away = `${folder()}-packs`;
  renameSync(packs, away);
  mkdirSync(packs);
  for (const name of readdirSync(away).filter((each) => each.endsWith('.pack'))) {
    git(path, ['unpack-objects', '-q'], readFileSync(join(away, name)));
  }
  return path;
}

test.each(Object.keys(WAYS))('a block made of ranges is a pack like any other: %s', async (way) => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.nat(1_000),
        commits: fc.integer({ min: 70, max: 110 }),
        format: fc.constantFrom<ObjectFormat>('sha1', 'sha256'),
        binaryBytes: fc.constantFrom(1_000, 300_000),
        layout: fc.constantFrom({ stripes: 4, windows: 1 }, { stripes: 1, windows: 0 }),
      }),
      async ({ seed, commits, format, binaryBytes, layout }) => {
        const path = folder();
        buildRepository(path, { commits, seed, objectFormat: format, binaryBytes, files: 12 });
        const repository = await openRepository(WAYS[way]?.(path) ?? path);
        const { directory, blocks } = await sheetsOf(repository, layout);
        for (const block of blocks) await check(repository, directory, block);
      },
    ),
    { numRuns: 2 },
  );
});

test('what is damaged in one pack is taken from another place, and never sent', async () => {
  const path = folder();
  buildRepository(path, { commits: 80, files: 12 });
  git(path, ['repack', '-adfq']);
  const repository = await openRepository(path);
  const [pack] = await listPacks(repository.objectsDir);
  if (pack === undefined) throw new Error('no pack');
  // git finds a loose object where the one in the pack is damaged.
  const oid = git(path, ['rev-parse', 'main:README.md']);
  const content = readFileSync(join(path, 'README.md'));
  const [, offset] = git(path, ['verify-pack', '-v', pack.path.replace('.pack', '.idx')])
    .split('\n')
    .map((line) => line.split(/ +/))
    .filter(([first]) => first === oid)
    .flatMap((fields) => [fields[0], Number(fields[4])] as const);
  const bytes = readFileSync(pack.path);
  bytes[(offset as number) + 5] = (bytes[(offset as number) + 5] ?? 0) ^ 0xff;
  chmodSync(pack.path, 0o644);
  writeFileSync(pack.path, bytes);
  const loose = deflateSync(Buffer.concat([Buffer.from(`blob ${content.length}\0`), content]));
  mkdirSync(join(path, '.git/objects', oid.slice(0, 2)), { recursive: true });
  writeFileSync(join(path, '.git/objects', oid.slice(0, 2), oid.slice(2)), loose);
  const { directory, blocks } = await sheetsOf(repository, { stripes: 4, windows: 1 });
  for (const block of blocks) await check(repository, directory, block);
});

test.each([0, 1_000])(
  'what is damaged after its sheet was made is not sent to its end, from byte %i on',
  async (start) => {
    const path = folder();
    buildRepository(path, { commits: 80 });
    const repository = await openRepository(packed(path));
    const { directory, blocks } = await sheetsOf(repository, { stripes: 1, windows: 0 });
    const sheet = sheetPath(directory, blocks[0] as Block);
    const { size, chunks } = await openSheet(sheet, files);
    const [pack] = await listPacks(repository.objectsDir);
    if (pack === undefined) throw new Error('no pack');
    const bytes = readFileSync(pack.path);
    for (let at = 12; at < bytes.length - 20; at += 100) bytes[at] = (bytes[at] ?? 0) ^ 1;
    chmodSync(pack.path, 0o644);
    writeFileSync(pack.path, bytes);
    let sent = 0;
    const reading = async () => {
      for await (const chunk of chunks(start)) sent += chunk.length;
    };
    await expect(reading()).rejects.toThrow('not what it was');
    expect(sent).toBeLessThanOrEqual(size - 20 - start);
    // It is made anew when it is next asked for.
    await expect(openSheet(sheet, files)).rejects.toThrow('ENOENT');
  },
);

test('offsets of eight bytes lead to the same entries as those of four', async () => {
  const path = folder();
  buildRepository(path, { commits: 80 });
  const kept: number[][] = [];
  for (const prepare of [packed, withLargeOffsets]) {
    const repository = await openRepository(prepare(path));
    const { directory, blocks } = await sheetsOf(repository, { stripes: 1, windows: 1 });
    kept.push(blocks.map((block) => readSheet(sheetPath(directory, block)).sheet.index.start));
  }
  expect(kept[1]).toEqual(kept[0]);
});

test('a pack that is gone, or another one in its place, is noticed', async () => {
  const path = folder();
  buildRepository(path, { commits: 80 });
  const repository = await openRepository(packed(path));
  const { directory, blocks } = await sheetsOf(repository, { stripes: 1, windows: 0 });
  const sheet = sheetPath(directory, blocks[0] as Block);
  await openSheet(sheet, files);
  const [pack] = await listPacks(repository.objectsDir);
  if (pack === undefined) throw new Error('no pack');
  const begun = (await openSheet(sheet, files)).chunks(0)[Symbol.asyncIterator]();
  const expected = await allBytes((await openSheet(sheet, files)).chunks(0));
  const first = Buffer.from((await begun.next()).value ?? fail());
  rmSync(pack.path);
  // What is under way goes on, and what is asked for now.
  expect(
    Buffer.concat([first, await allBytes({ [Symbol.asyncIterator]: () => begun })]).equals(
      expected,
    ),
  ).toBe(true);
  const late = (await openSheet(sheet, files)).chunks(0);
  expect((await allBytes(late)).equals(expected)).toBe(true);
  files[Symbol.dispose]();
  await expect(openSheet(sheet, files)).rejects.toThrow('ENOENT');
  writeFileSync(pack.path, 'another');
  await expect(openSheet(sheet, files)).rejects.toThrow('another pack');
});

test.each([
  ['is cut short', (bytes: Buffer) => bytes.subarray(0, -1)],
  ['is empty', (bytes: Buffer) => bytes.subarray(0, 0)],
  ['has a flipped bit', (bytes: Buffer) => bytes.with(-40, (bytes.at(-40) ?? 0) ^ 1)],
])('a sheet that %s is none', async (_, damage) => {
  const path = folder();
  buildRepository(path, { commits: 70 });
  const repository = await openRepository(packed(path));
  const { directory, blocks } = await sheetsOf(repository, { stripes: 1, windows: 0 });
  const sheet = sheetPath(directory, blocks[0] as Block);
  writeFileSync(sheet, damage(readFileSync(sheet)));
  await expect(openSheet(sheet, files)).rejects.toThrow();
});
