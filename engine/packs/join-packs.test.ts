import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { offsetTables } from '../git/index-tables.ts';
import { readPackSummary } from '../git/pack-header.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { AlteredPackError, joinPacks } from './join-packs.ts';
import { LoadedIndex } from './loaded-index.ts';
import { mergeIndexes } from './merge-indexes.ts';
import { standAlone } from './stand-alone.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(['sha1', 'sha256'] as const)('%s', (format) => {
  let repository: string;
  let packs: { path: string; objects: number }[];

  /** Packs of every third object each, one of a single object, and one of none. */
  beforeAll(async () => {
    repository = join(folder, format);
    buildRepository(repository, { commits: 40, objectFormat: format });
    const objects = git(repository, ['rev-list', '--objects', '--no-object-names', '--all']);
    const oids = objects.split('\n');
    const lists = [0, 1, 2].map((rest) => oids.slice(1).filter((_, index) => index % 3 === rest));
    packs = [];
    for (const [number, list] of [...lists, oids.slice(0, 1), []].entries()) {
      const base = join(folder, `${format}-${number}`);
      const args = ['pack-objects', '--quiet', '--delta-base-offset', base];
      const checksum = git(repository, args, Buffer.from(list.map((oid) => `${oid}\n`).join('')));
      packs.push({ path: `${base}-${checksum}.pack`, objects: list.length });
    }
  });

  const tablesOf = (pack: string) =>
    new LoadedIndex(readFileSync(pack.replace(/\.pack$/, '.idx')), format);

  test('joined packs, and their merged indexes, are what git makes of the same bytes', async () => {
    const path = join(folder, `${format}-joined.pack`);
    const { checksum, places } = await joinPacks(packs, format, path);
    const summary = await readPackSummary(path, format);
    expect(summary).toEqual({
      checksum,
      objects: packs.reduce((sum, { objects }) => sum + objects, 0),
    });
    const parts = packs.map((pack, number) => ({
      tables: tablesOf(pack.path),
      shift: (places[number]?.from ?? 0) - 12,
    }));
    await mergeIndexes(parts, checksum, format, join(folder, `${format}-merged.idx`));
    git(repository, [
      'index-pack',
      '--no-rev-index',
      '-o',
      join(folder, `${format}-git.idx`),
      path,
    ]);
    const merged = readFileSync(join(folder, `${format}-merged.idx`));
    expect(merged.equals(readFileSync(join(folder, `${format}-git.idx`)))).toBe(true);
  });

  test('a part of a joined pack’s index is that of the pack that stands there', async () => {
    const path = join(folder, `${format}-again.pack`);
    const { places } = await joinPacks(packs, format, path);
    git(repository, ['index-pack', '--no-rev-index', '-o', path.replace('.pack', '.idx'), path]);
    for (const [number, pack] of packs.slice(0, -1).entries()) {
      const { from, to } = places[number] ?? { from: 0, to: 0 };
      const part = { tables: tablesOf(path), shift: 12 - from, only: [from, to] as const };
      const summary = await readPackSummary(pack.path, format);
      const index = join(folder, `${format}-part-${number}.idx`);
      await mergeIndexes([part], summary?.checksum ?? '', format, index);
      const own = readFileSync(pack.path.replace(/\.pack$/, '.idx'));
      expect(readFileSync(index).equals(own)).toBe(true);
    }
  });

  test('whether they would be packs of their own is told by their entries', async () => {
    const path = join(folder, `${format}-alone.pack`);
    const { places } = await joinPacks(packs, format, path);
    git(repository, ['index-pack', '--no-rev-index', '-o', path.replace('.pack', '.idx'), path]);
    const whole = places.map((place, number) => ({
      ...place,
      objects: packs[number]?.objects ?? 0,
    }));
    const isAlone = (...these: typeof whole) => standAlone(path, tablesOf(path), these);
    expect(await isAlone(...whole)).toBe(true);
    const [first = { from: 0, to: 0, objects: 0 }, ...others] = whole;
    expect(await isAlone({ ...first, objects: first.objects + 1 }, ...others)).toBe(false);
    // Where a delta begins, whose base stands before it.
    const verified = git(repository, ['verify-pack', '-v', packs[0]?.path ?? '']).split('\n');
    const delta = verified.find((line) =>
      /^[0-9a-f]{40,64} \S+ +\d+ \d+ \d+ \d+ [0-9a-f]{40,64}$/.test(line),
    );
    const cut = Number(delta?.split(/ +/)[4]);
    const offsets = [...Array(first.objects).keys()].map((at) =>
      tablesOf(packs[0]?.path ?? '').offset(at),
    );
    const before = offsets.filter((offset) => offset < cut).length;
    const halves = [
      { from: 12, to: cut, objects: before },
      { from: cut, to: first.to, objects: first.objects - before },
    ];
    expect(await isAlone(...halves, ...others)).toBe(false);
  });

  test('a delta that names its base by its id stands alone with that base', async () => {
    const oids = git(repository, ['rev-list', '--objects', '--no-object-names', '--all']);
    const base = join(folder, `${format}-named`);
    const args = ['pack-objects', '--quiet', '--no-reuse-delta', base];
    const checksum = git(repository, args, Buffer.from(`${oids}\n`));
    const path = `${base}-${checksum}.pack`;
    const tables = tablesOf(path);
    const place = { from: 12, to: readFileSync(path).length, objects: tables.count };
    expect(await standAlone(path, tables, [place])).toBe(true);
    const verified = git(repository, ['verify-pack', '-v', path]).split('\n');
    const delta = verified.find((line) =>
      /^[0-9a-f]{40,64} \S+ +\d+ \d+ \d+ \d+ [0-9a-f]{40,64}$/.test(line),
    );
    const cut = Number(delta?.split(/ +/)[4]);
    const offsets = [...Array(tables.count).keys()].map((at) => tables.offset(at));
    const before = offsets.filter((offset) => offset < cut).length;
    const halves = [
      { from: 12, to: cut, objects: before },
      { from: cut, to: place.to, objects: tables.count - before },
    ];
    expect(await standAlone(path, tables, halves)).toBe(false);
  });

  test.each([
    ['one byte is another', (bytes: Buffer) => bytes.fill(bytes.readUInt8(99) ^ 1, 99, 100)],
    ['the end is missing', (bytes: Buffer) => bytes.subarray(0, -1)],
  ])('a pack where %s is refused', async (what, damage) => {
    const path = join(folder, `${format} ${what}`);
    writeFileSync(path, damage(readFileSync(packs[0]?.path ?? '')));
    const damaged = [...packs.slice(1), { path, objects: packs[0]?.objects ?? 0 }];
    const joining = joinPacks(damaged, format, `${path}.pack`);
    await expect(joining).rejects.toThrow(AlteredPackError);
  });

  test('what is no index is not read as one', () => {
    const index = (packs[0]?.path ?? '').replace(/\.pack$/, '.idx');
    const bytes = readFileSync(index);
    expect(() => new LoadedIndex(bytes.subarray(0, 1_000), format)).toThrow(RangeError);
    expect(() => new LoadedIndex(bytes.subarray(0, -format.length * 20), format)).toThrow(
      RangeError,
    );
  });
});

test('offsets beyond 2 GiB take eight bytes', () => {
  const offsets = Float64Array.from([12, 2 ** 31 - 1, 2 ** 31, 2 ** 40 + 5, 13]);
  const [small, large] = offsetTables(offsets);
  expect([...Array(5).keys()].map((number) => small.readUInt32BE(number * 4))).toEqual([
    ...[12, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 13],
  ]);
  expect([0, 8].map((at) => large.readBigUInt64BE(at))).toEqual([2n ** 31n, 2n ** 40n + 5n]);
});
