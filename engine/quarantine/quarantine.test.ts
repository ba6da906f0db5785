import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Oid, PeerId } from '../../shared/ids.ts';
import { openRepository, type Repository } from '../git/open.ts';
import { packList } from '../scenarios/support/hostile-peer.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Quarantine } from './quarantine.ts';
import { receivePack } from './receive-pack.ts';

const self = 'a'.repeat(52) as PeerId;
const { signal } = new AbortController();

let folder: string;
let path: string;
let repository: Repository;
let quarantine: Quarantine;
let tip: string;

/** A repository, and in its quarantine the commit that it lacks. */
beforeEach(async () => {
  folder = temporaryFolder();
  const source = join(folder, 'project');
  path = join(folder, 'older');
  buildRepository(source, { commits: 3 });
  cloneAt(source, 'main~1', path);
  tip = git(source, ['rev-parse', 'main']);
  repository = await openRepository(path);
  quarantine = await Quarantine.open(repository, self, 'test');
  const objects = git(source, ['rev-list', '--objects', '--no-object-names', 'main', '^main~1']);
  const file = join(quarantine.scratchDirectory, 'block.part');
  writeFileSync(file, packList(source, objects.split('\n')));
  const received = { file, sender: 'Anna', objects: null, isThin: false };
  await receivePack(quarantine, 'sha1', received, signal);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function collectGarbage(): void {
  git(path, ['gc', '--quiet', '--prune=now']);
}

function locks(): string[] {
  const names = readdirSync(join(repository.objectsDir, 'pack'));
  return names.filter((name) => name.endsWith('.keep'));
}

test('what was moved in is safe from a garbage collection before refs lead to it', async () => {
  await quarantine.migrate('anna');
  collectGarbage();
  expect(git(path, ['cat-file', '-t', tip])).toBe('commit');
  git(path, ['update-ref', 'refs/remotes/anna/main', tip]);
  await quarantine[Symbol.asyncDispose]();
  expect(locks()).toEqual([]);
  collectGarbage();
  expect(git(path, ['cat-file', '-t', tip])).toBe('commit');
});

test('and so it is if Shoal is killed there, until the next transfer has come to its end', async () => {
  await quarantine.migrate('anna');
  quarantine = await Quarantine.open(repository, self, 'another');
  collectGarbage();
  expect(git(path, ['cat-file', '-t', tip])).toBe('commit');
  await quarantine[Symbol.asyncDispose]();
  collectGarbage();
  expect(() => git(path, ['cat-file', '-t', tip])).toThrow();
});

test('a lock comes to be with its note in it: a kill leaves none that nobody knows', async () => {
  await quarantine.migrate('anna');
  for (const name of locks()) {
    const lock = statSync(join(repository.objectsDir, 'pack', name));
    expect(lock.ino).toBe(statSync(join(quarantine.scratchDirectory, 'keep')).ino);
  }
  expect(locks()).toHaveLength(1);
});

test('a lock of the user’s is left alone', async () => {
  const own = join(repository.objectsDir, 'pack', 'pack-of-mine.keep');
  writeFileSync(own, '');
  await quarantine.migrate('anna');
  await quarantine[Symbol.asyncDispose]();
  expect(locks()).toEqual(['pack-of-mine.keep']);
});

test('a ref of what was fetched ahead is not locked for good by a kill', async () => {
  await quarantine.migrate('gtp');
  const day = join(path, '.git', 'refs', 'shoal', 'ahead', '2026-03-01');
  mkdirSync(day, { recursive: true });
  writeFileSync(join(day, `${tip}.lock`), '');
  await Quarantine.open(repository, self, 'test');
  expect(readdirSync(day)).toEqual([]);
});

describe.each(['packed-refs.lock', 'config.lock'])('%s', (name) => {
  test.each([
    ['of a change of ours that was killed is removed', 30, 20, false],
    ['that was there before is left alone', 20, 30, true],
  ])('%s', async (_what, readyAge, lockAge, stays) => {
    await quarantine.migrate('anna');
    const lock = join(path, '.git', name);
    writeFileSync(lock, '');
    age(lock, lockAge);
    age(join(quarantine.scratchDirectory, 'ready'), readyAge);
    await Quarantine.open(repository, self, 'another');
    expect(existsSync(lock)).toBe(stays);
  });

  test('that somebody may still need is waited for only as long as the transfer goes on', async () => {
    await quarantine.migrate('anna');
    const lock = join(path, '.git', name);
    writeFileSync(lock, '');
    age(join(quarantine.scratchDirectory, 'ready'), 5);
    const abort = new AbortController();
    const opening = Quarantine.open(repository, self, 'another', abort.signal);
    abort.abort();
    const start = performance.now();
    await expect(opening).rejects.toThrow();
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(existsSync(lock)).toBe(true);
    expect(existsSync(join(quarantine.scratchDirectory, 'ready'))).toBe(true);
  });
});

function age(file: string, seconds: number): void {
  const then = new Date(Date.now() - seconds * 1_000);
  utimesSync(file, then, then);
}

test('without its state, nothing of it is used: it may hold what was taken on trust', async () => {
  await quarantine.finish([tip as Oid], true);
  writeFileSync(join(quarantine.scratchDirectory, 'state.json'), '{"purpose": "test", "fin');
  const again = await Quarantine.open(repository, self, 'test');
  expect(again.finished).toEqual([]);
  expect(readdirSync(again.packDirectory)).toEqual([]);
});

test.each(['batch-1.pack', 'growing.pack', 'united.idx', 'lists/0.list', 'fsck.idx'])(
  '%s, which a kill left, is not in the way of the next attempt',
  async (name) => {
    const left = join(quarantine.scratchDirectory, name);
    mkdirSync(dirname(left), { recursive: true });
    writeFileSync(left, 'half of it');
    await quarantine.rest();
    quarantine = await Quarantine.open(repository, self, 'test');
    expect(existsSync(left)).toBe(false);
    expect(readdirSync(quarantine.packDirectory)).toHaveLength(2);
  },
);

describe.skipIf(process.platform === 'win32')(
  'while git of a Shoal that was killed still writes',
  () => {
    let ended: Promise<unknown>;

    beforeEach(async () => {
      const script = `
      new() { i=$((i + 1)); : > tmp_pack_$i; }
      i=0; new; echo ready
      while test -e ../../state.json; do new; done
      last=$((i + 200)); while test $i -lt $last; do new; done`;
      const git = spawn('sh', ['-c', script], { cwd: quarantine.packDirectory });
      ended = once(git, 'exit');
      await once(git.stdout, 'data');
    });
    afterEach(() => ended);

    test('what it left is removed', async () => {
      await Quarantine.discard(repository, self);
      expect(existsSync(quarantine.packDirectory)).toBe(false);
    });

    test('another transfer begins with nothing of it', async () => {
      const other = await Quarantine.open(repository, self, 'another');
      await ended;
      expect(readdirSync(other.packDirectory)).toEqual([]);
      await other[Symbol.asyncDispose]();
    });
  },
);
