import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Oid, PeerId } from '../../shared/ids.ts';
import { openRepository, type Repository } from '../git/open.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { cutAtDelta, entriesOf, objectsIn, packOf, writePack } from '../testing/cut-packs.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { GrowingPack } from './growing-pack.ts';
import { isComplete } from './is-complete.ts';
import { Quarantine } from './quarantine.ts';

const { signal } = new AbortController();
const owner = 'a'.repeat(52) as PeerId;

let folder: string;
let source: string;
let tip: Oid;
let target: Repository;
let quarantine: Quarantine;
beforeEach(async () => {
  folder = temporaryFolder();
  source = join(folder, 'source');
  buildRepository(source, { commits: 30 });
  tip = git(source, ['rev-parse', 'main']) as Oid;
  const path = join(folder, 'target');
  mkdirSync(path);
  git(path, ['init', '--quiet']);
  target = await openRepository(path);
  quarantine = await Quarantine.open(target, owner, 'test');
});
afterEach(async () => {
  await quarantine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** All of the source's objects, every so many of them in a pack of its own. */
function thirds(choose = (_oid: string) => true): string[] {
  return [0, 1, 2].map(
    (rest) =>
      packOf(source, join(folder, `${rest}`), (oid, index) => index % 3 === rest && choose(oid))
        .file,
  );
}

async function grow(files: readonly string[]): Promise<string> {
  const objects = files.reduce((sum, file) => sum + objectsIn(file), 0);
  await using pack = await GrowingPack.begin(quarantine, 'sha1', objects, signal);
  for (const file of files) {
    await pack.add({ file, sender: 'Anna', objects: objectsIn(file) }, signal);
  }
  return await pack.end(signal);
}

const packsHere = () => readdirSync(quarantine.packDirectory);
const leftBehind = () =>
  readdirSync(quarantine.scratchDirectory).filter((name) => name.startsWith('growing'));

test('what came in parts is one pack', async () => {
  const files = thirds();
  const checksum = await grow(files);
  expect(packsHere().sort()).toEqual([`pack-${checksum}.idx`, `pack-${checksum}.pack`]);
  expect(leftBehind()).toEqual([]);
  expect(await isComplete(quarantine, [tip], signal)).toBe(true);
  await quarantine.migrate('anna');
  git(target.path, ['update-ref', 'refs/heads/copy', tip]);
  git(target.path, ['fsck', '--full', '--strict']);
  // The parts can still be looked at, and passed on.
  for (const file of files) expect(objectsIn(file)).toBeGreaterThan(0);
});

test('what is not in it is found to be missing by the walk', async () => {
  const other = 'b'.repeat(40) as Oid;
  await grow(thirds());
  expect(await isComplete(quarantine, [tip, other], signal)).toBe(false);
});

test('what its objects link to, and nobody sent, is found to be missing by the walk', async () => {
  const [first = '', second = ''] = thirds();
  await grow([first, second]);
  expect(await isComplete(quarantine, [tip], signal)).toBe(false);
});

test('a pack that builds on what is here already is taken', async () => {
  const before = git(source, ['rev-parse', 'main~5']);
  git(target.path, ['fetch', '--quiet', source, before]);
  git(target.path, ['update-ref', 'refs/heads/before', before]);
  const old = new Set(
    git(target.path, ['rev-list', '--objects', '--no-object-names', before]).split('\n'),
  );
  await grow(thirds((oid) => !old.has(oid)));
  expect(await isComplete(quarantine, [tip], signal)).toBe(true);
});

describe('nothing is taken, and nothing is left behind,', () => {
  afterEach(() => {
    expect(packsHere()).toEqual([]);
    expect(leftBehind()).toEqual([]);
  });

  test.each([
    [
      'an altered part',
      (file: string) => {
        const entries = Buffer.from(entriesOf(file));
        entries.writeUInt8(entries.readUInt8(entries.length >> 1) ^ 1, entries.length >> 1);
        return [writePack(file, objectsIn(file), entries)];
      },
    ],
    [
      'a part that does not fit its checksum',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
        writeFileSync(file, bytes);
        return [file];
      },
    ],
    ['what comes twice', (file: string) => [file, file]],
  ])('with %s', async (_what, spoil: (file: string) => string[]) => {
    const [first = '', ...rest] = thirds();
    await expect(grow([...rest, ...spoil(first)])).rejects.toThrow();
  });

  test('where it holds fewer objects than was said', async () => {
    await using pack = await GrowingPack.begin(quarantine, 'sha1', 1_000_000, signal);
    for (const file of thirds()) {
      await pack.add({ file, sender: 'Anna', objects: objectsIn(file) }, signal);
    }
    await expect(pack.end(signal)).rejects.toMatchObject({ failure: 'bad-data' });
  });

  test('when it is not waited for any more', async () => {
    const [first = ''] = thirds();
    const over = new AbortController();
    await using pack = await GrowingPack.begin(quarantine, 'sha1', 1_000_000, over.signal);
    await pack.add({ file: first, sender: 'Anna', objects: objectsIn(first) }, over.signal);
    over.abort();
    await expect(pack.end(over.signal)).rejects.toThrow();
  });
});

test('deltas that build on another part are no fault as long as all are together', async () => {
  const all = packOf(source, join(folder, 'all'), () => true);
  const checksum = await grow(cutAtDelta(source, folder, all));
  expect(packsHere()).toContain(`pack-${checksum}.pack`);
});
