import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PeerId } from '../../shared/ids.ts';
import { openRepository } from '../git/open.ts';
import { buildRepository } from '../testing/build-repository.ts';
import {
  type CutPack,
  cutAtDelta,
  entriesOf,
  objectsIn,
  packOf as packOfRepository,
  writePack,
} from '../testing/cut-packs.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Quarantine } from './quarantine.ts';
import { receiveBatch } from './receive-batch.ts';

const { signal } = new AbortController();

let folder: string;
let source: string;
let path: string;
let quarantine: Quarantine;
beforeEach(async () => {
  folder = temporaryFolder();
  source = join(folder, 'source');
  path = join(folder, 'target');
  buildRepository(source, { commits: 30 });
  mkdirSync(path);
  git(path, ['init', '--quiet']);
  quarantine = await Quarantine.open(await openRepository(path), 'a'.repeat(52) as PeerId, 'test');
});
afterEach(async () => {
  await quarantine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** A pack of the source's objects with the index that git makes of it. */
function packOf(name: string, choose: (oid: string, index: number) => boolean) {
  return packOfRepository(source, join(folder, name), choose);
}

const packsHere = () =>
  readdirSync(quarantine.packDirectory).filter((name) => name.endsWith('.pack'));

function receive(files: readonly string[]) {
  const packs = files.map((file) => ({ file, sender: 'Anna', objects: objectsIn(file) }));
  return receiveBatch(quarantine, 'sha1', packs, signal);
}

test('several packs become one, and each can be given on with an index of its own', async () => {
  const packs = [0, 1, 2].map((rest) => packOf(`${rest}`, (_oid, index) => index % 3 === rest));
  const batch = await receive(packs.map(({ file }) => file));
  expect(packsHere()).toEqual([`pack-${batch?.checksum}.pack`]);
  for (const [number, { checksum, index }] of packs.entries()) {
    const own = join(folder, `${number}.idx`);
    await batch?.indexOf(number, checksum, own);
    expect(readFileSync(own).equals(readFileSync(index))).toBe(true);
  }
  await quarantine.migrate('anna');
  const tip = git(source, ['rev-parse', 'main']);
  git(path, ['update-ref', 'refs/heads/copy', tip]);
  expect(git(path, ['rev-list', '--objects', 'copy'])).toBe(
    git(source, ['rev-list', '--objects', 'main']),
  );
});

test.each([
  [
    'is altered',
    ({ file }: CutPack) => {
      const entries = Buffer.from(entriesOf(file));
      entries.writeUInt8(entries.readUInt8(entries.length >> 1) ^ 1, entries.length >> 1);
      return [writePack(join(folder, 'altered'), objectsIn(file), entries)];
    },
  ],
  [
    'does not fit its checksum',
    ({ file }: CutPack) => {
      const bytes = readFileSync(file);
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
      writeFileSync(join(folder, 'misnamed'), bytes);
      return [join(folder, 'misnamed')];
    },
  ],
  [
    'builds on the one before it, and says nothing of that',
    (pack: CutPack) => cutAtDelta(source, folder, pack),
  ],
  [
    'holds one object less than it says, and the next one more',
    ({ file }: CutPack) => {
      const other = packOf('other', (_oid, index) => index % 2 === 1).file;
      return [
        writePack(join(folder, 'less'), objectsIn(file) + 1, entriesOf(file)),
        writePack(join(folder, 'more'), objectsIn(other) - 1, entriesOf(other)),
      ];
    },
  ],
])('nothing is taken of several where one %s', async (_what, spoil) => {
  const good = packOf('good', (_oid, index) => index === 0);
  const rest = packOf('rest', (_oid, index) => index % 2 === 0 && index > 0);
  const files = [good.file, ...spoil(rest)];
  expect(await receive(files)).toBeNull();
  expect(packsHere()).toEqual([]);
  // Each is still there, to be looked at alone.
  for (const file of files) expect(objectsIn(file)).toBeGreaterThan(0);
});

test('in the end many packs are one, and what it stands for goes', async () => {
  const checksums: string[] = [];
  for (const half of [0, 1]) {
    const parts = [0, 1].map((rest) =>
      packOf(`${half}${rest}`, (_oid, index) => index % 4 === 2 * half + rest),
    );
    const batch = await receive(parts.map(({ file }) => file));
    checksums.push(batch?.checksum ?? '');
  }
  expect(packsHere()).toHaveLength(2);
  quarantine.unite(checksums);
  await quarantine.migrate('anna');
  const names = readdirSync(join(path, '.git/objects/pack'));
  const packs = names.filter((name) => name.endsWith('.pack'));
  expect(packs).toHaveLength(1);
  expect(checksums.map((checksum) => `pack-${checksum}.pack`)).not.toContain(packs[0]);
  git(path, ['update-ref', 'refs/heads/copy', git(source, ['rev-parse', 'main'])]);
  git(path, ['fsck', '--full', '--strict']);
  const computed = join(folder, 'computed.idx');
  const pack = join(path, '.git/objects/pack', packs[0] ?? '');
  git(path, ['index-pack', '--no-rev-index', '-o', computed, pack]);
  const own = readFileSync(pack.replace(/\.pack$/, '.idx'));
  expect(own.equals(readFileSync(computed))).toBe(true);
});
