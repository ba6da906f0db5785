import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRepository, type Repository, shoalDir } from '../git/open.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { fsck, git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { countPacks, removeLeftovers } from './leftovers.ts';
import { keepNote } from './pack-locks.ts';

const HOUR = 60 * 60_000;

let folder: string;
let repository: Repository;
let packs: string;

beforeEach(async () => {
  folder = temporaryFolder();
  buildRepository(join(folder, 'source'), { commits: 5 });
  const path = join(folder, 'depot.git');
  git(folder, ['clone', '--quiet', '--bare', '--no-local', 'source', path]);
  repository = await openRepository(path);
  packs = join(repository.objectsDir, 'pack');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const there = () => readdirSync(packs).sort();

function leave(name: string, content = 'half of it', hours = 2): void {
  const path = join(packs, name);
  writeFileSync(path, content);
  const at = new Date(Date.now() - hours * HOUR);
  utimesSync(path, at, at);
}

test('what killed programs left goes, and what belongs to a pack, to the user or to somebody at work stays', async () => {
  const before = there();
  const part = `pack-${'a'.repeat(40)}`;
  for (const name of [
    ...['tmp_pack_AbCdEf', 'tmp_idx_AbCdEf', 'tmp_rev_AbCdEf', 'tmp_midx_AbCdEf'],
    ...['.tmp-4711-pack-0123.pack', '.tmp-4711-pack-0123.idx', `${part}.pack`, `${part}.rev`],
    `pack-${'b'.repeat(40)}.idx`,
  ]) {
    leave(name);
  }
  leave('pack-of-one-that-is-gone.keep', keepNote('/somewhere/abcdefgh'));
  const [pack = ''] = before.filter((name) => name.endsWith('.pack'));
  leave(pack.replace('.pack', '.keep'), 'mine\n');
  leave('notes.txt', 'what somebody put here');
  leave('tmp_pack_young', 'at work', 0);
  await removeLeftovers(repository, HOUR);
  expect(there()).toEqual(
    [...before, pack.replace('.pack', '.keep'), 'notes.txt', 'tmp_pack_young'].sort(),
  );
  expect(fsck(repository.path)).toBe('');
});

test('while a quarantine is there, its locks stay, and parts of packs, whose rest may be in it', async () => {
  const quarantine = join(shoalDir(repository), 'abcdefgh');
  mkdirSync(quarantine, { recursive: true });
  const part = `pack-${'a'.repeat(40)}`;
  leave(`${part}.pack`);
  leave(`${part}.keep`, keepNote(quarantine));
  leave('tmp_pack_AbCdEf');
  await removeLeftovers(repository, HOUR);
  expect(there()).toEqual(expect.arrayContaining([`${part}.keep`, `${part}.pack`]));
  expect(existsSync(join(packs, 'tmp_pack_AbCdEf'))).toBe(false);
  rmSync(shoalDir(repository), { recursive: true });
  await removeLeftovers(repository, HOUR);
  expect(there().filter((name) => name.startsWith(part))).toEqual([]);
});

test('packs are counted as git counts them', async () => {
  const counted = () =>
    Number(/^packs: (\d+)$/m.exec(git(repository.path, ['count-objects', '-v']))?.[1]);
  expect(await countPacks(repository)).toBe(counted());
  rmSync(packs, { recursive: true });
  expect(await countPacks(repository)).toBe(0);
});
