import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { git as plainGit } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { GitFailedError } from './errors.ts';
import { recognize } from './failures.ts';
import { indexPack } from './index-pack.ts';
import { mergeFastForward } from './merge.ts';
import { openRepository, type Repository } from './open.ts';
import { checkComplete } from './rev-list.ts';
import { start } from './run.ts';
import { updateRefs } from './update-ref.ts';

let folder: string;
let repository: Repository;
let tip: Oid;
let parent: Oid;

beforeEach(async () => {
  folder = temporaryFolder();
  plainGit(folder, ['init', '--quiet', '--initial-branch=main']);
  parent = commit('one', 'one');
  tip = commit('two', 'two');
  repository = await openRepository(folder);
});

const oid = (name: string) => plainGit(folder, ['rev-parse', name]).trim() as Oid;

async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GitFailedError);
  return (error as GitFailedError).failure;
}

test('a ref that is not where a change expects it has moved', async () => {
  const move = (ref: string, old: Oid | null) =>
    failureOf(updateRefs(repository, [{ ref, old, new: tip }], 'test'));
  expect(await move('refs/heads/main', parent)).toBe('ref-moved');
  expect(await move('refs/heads/main', null)).toBe('ref-moved');
  expect(await move('refs/heads/gone', tip)).toBe('ref-moved');
});

test('a ref that another git works on is locked', async () => {
  writeFileSync(join(repository.gitDir, 'refs/heads/main.lock'), '');
  const change = { ref: 'refs/heads/main', old: tip, new: parent };
  expect(await failureOf(updateRefs(repository, [change], 'test'))).toBe('locked');
});

test('a file of the user’s is in the way, and nothing else is said to be', async () => {
  const merge = () => failureOf(mergeFastForward({ cwd: folder }, 'main', tip));
  plainGit(folder, ['reset', '--quiet', '--hard', parent]);
  writeFileSync(join(folder, 'two'), 'mine');
  expect(await merge()).toBe('in-the-way');
  rmSync(join(folder, 'two'));
  writeFileSync(join(repository.gitDir, 'index.lock'), '');
  expect(await merge()).toBe('locked');
  rmSync(join(repository.gitDir, 'index.lock'));
  removeObject(oid(`${tip}^{tree}`));
  expect(await merge()).toBeNull();
});

test('what misses an object is bad data', async () => {
  expect(await checkComplete(repository, [tip])).toBeUndefined();
  removeObject(oid('HEAD:one'));
  expect(await failureOf(checkComplete(repository, [tip]))).toBe('bad-data');
  expect(await failureOf(checkComplete(repository, ['1'.repeat(40) as Oid]))).toBe('bad-data');
});

test('a damaged pack is bad data; one that is gone, or cannot be indexed here, is not', async () => {
  const pack = join(folder, 'some.pack');
  const index = join(folder, 'some.idx');
  writeFileSync(pack, 'PACK and something else');
  expect(await failureOf(indexPack(repository, pack, index))).toBe('bad-data');
  expect(await failureOf(indexPack(repository, `${pack}.gone`, index))).toBe('file-gone');
  writeFileSync(index, '');
  const below = join(index, 'below-a-file.idx');
  const objects = plainGit(folder, ['rev-list', '--objects', '--all']);
  const whole = plainGit(folder, ['pack-objects', '--quiet', join(folder, 'whole')], objects);
  const wholePack = join(folder, `whole-${whole}.pack`);
  expect(await failureOf(indexPack(repository, wholePack, below))).toBeNull();
});

test('only what the caller expects is told', async () => {
  const { exit } = start(repository, ['rev-list', '1'.repeat(40)]);
  expect(await failureOf(exit)).toBeNull();
});

test('a git that was killed says nothing about the data; one that crashed on it does', async () => {
  const killed = start(repository, ['cat-file', '--batch'], { expects: ['bad-data'] });
  killed[Symbol.dispose]();
  expect(await failureOf(killed.exit)).toBeNull();
  const ending = { exitCode: null, stderr: '' };
  expect(recognize({ ...ending, signal: 'SIGKILL' }, ['bad-data'])).toBeNull();
  expect(recognize({ ...ending, signal: 'SIGSEGV' }, ['bad-data'])).toBe('bad-data');
});

test.each([
  'fatal: unable to create temporary file: Too many open files',
  'error: unable to open object pack directory: /x/pack: Permission denied\nfatal: bad object',
  'fatal: mmap failed: Cannot allocate memory',
])('%s: the system’s reasons are no fault of the data', (stderr) => {
  expect(recognize({ exitCode: 128, signal: null, stderr }, ['bad-data'])).toBeNull();
});

function removeObject(object: Oid): void {
  rmSync(join(repository.objectsDir, object.slice(0, 2), object.slice(2)));
}

function commit(name: string, content: string | null): Oid {
  if (content === null) rmSync(join(folder, name));
  else writeFileSync(join(folder, name), content);
  plainGit(folder, ['add', '--all']);
  plainGit(folder, ['commit', '--quiet', '-m', `Change ${name}`]);
  return oid('HEAD');
}
