import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { endInterrupted, moveFiles, type Workplace } from './move-files.ts';
import { type Move, writeJournal } from './move-journal.ts';

const folder = temporaryFolder();
const base = join(folder, 'base');
const rev = (name: string) => git(base, ['rev-parse', name]) as Oid;

beforeAll(() => {
  git(folder, ['init', '--quiet', '--initial-branch=main', base]);
  commit({ same: 'same\n', changed: 'before\n', gone: 'gone\n' });
  git(base, ['checkout', '--quiet', '-b', 'after']);
  rmSync(join(base, 'gone'));
  commit({ changed: 'after\n', fresh: 'fresh\n' });
  git(base, ['checkout', '--quiet', 'main']);
});

function commit(files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(base, name), content);
  git(base, ['add', '--all']);
  git(base, ['commit', '--quiet', '-m', 'x']);
}

/** A copy of the repository that nothing has happened to, and the move of its branch. */
function prepared(name: string): { copy: string; place: Workplace; move: Omit<Move, 'token'> } {
  const copy = join(folder, name);
  cpSync(base, copy, { recursive: true, preserveTimestamps: true });
  const gitDir = join(copy, '.git');
  const place = { gitDir, workTree: copy, cwd: copy, objectFormat: 'sha1' } as const;
  const [from, to] = [rev('main'), rev('after')];
  const refs = [{ ref: 'refs/heads/main', old: from, new: to }];
  return { copy, place, move: { from, to, head: 'refs/heads/main', refs, reason: 'test' } };
}

/** What the user sees: where the branch is, and that files and index are as it says. */
function whereIs(copy: string): 'before' | 'after' | 'half' {
  const isClean = git(copy, ['status', '--porcelain']) === '';
  const head = git(copy, ['rev-parse', 'HEAD']);
  if (!isClean) return 'half';
  return head === rev('main') ? 'before' : 'after';
}

const hasLock = (copy: string) => existsSync(join(copy, '.git', 'index.lock'));
const leftovers = (copy: string) =>
  ['shoal-index', 'shoal-move.json', 'index.lock'].filter((name) =>
    existsSync(join(copy, '.git', name)),
  );

test('files, index and branch move together, and nothing stays behind', async () => {
  const { copy, place, move } = prepared('plain');
  await moveFiles(place, move);
  expect(whereIs(copy)).toBe('after');
  expect(existsSync(join(copy, 'gone'))).toBe(false);
  expect(leftovers(copy)).toEqual([]);
});

test('a branch that moved meanwhile, or a file of mine in the way: all is as it was', async () => {
  const { copy, place, move } = prepared('refused');
  const refs = [{ ref: 'refs/heads/main', old: '1'.repeat(40) as Oid, new: move.to }];
  const moving = moveFiles(place, { ...move, refs });
  await expect(moving).rejects.toMatchObject({ code: 'moved-meanwhile' });
  expect(whereIs(copy)).toBe('before');
  writeFileSync(join(copy, 'fresh'), 'mine');
  await expect(moveFiles(place, move)).rejects.toMatchObject({ code: 'in-the-way' });
  expect(readFileSync(join(copy, 'fresh'), 'utf8')).toBe('mine');
  expect(git(copy, ['status', '--porcelain'])).toBe('?? fresh');
  expect(leftovers(copy)).toEqual([]);
});

test('a filter that fails half way leaves all as it was', async () => {
  const { copy, place, move } = prepared('filtered');
  // Fails for a file of the new commit alone, after others were written.
  git(copy, ['config', 'filter.x.smudge', "sh -c 'grep -v fresh'"]);
  git(copy, ['config', 'filter.x.required', 'true']);
  writeFileSync(join(copy, '.git', 'info', 'attributes'), 'fresh filter=x\n');
  await expect(moveFiles(place, move)).rejects.toMatchObject({ code: 'filter-failed' });
  expect(whereIs(copy)).toBe('before');
  expect(existsSync(join(copy, 'fresh'))).toBe(false);
  expect(leftovers(copy)).toEqual([]);
});

/**
 * A folder with a `git` in it, which kills who calls it at the call of this number: before git does anything, or after.
 */
function killingGit(name: string, at: number, isAfter: boolean): string {
  const bin = join(folder, name);
  mkdirSync(bin);
  const real = `'${git(folder, ['--exec-path'])}/git' "$@"`;
  const script = `#!/bin/sh
echo x >> '${bin}/calls'
if [ $(wc -l < '${bin}/calls') -ne ${at} ]; then exec ${real}; fi
${isAfter ? `${real} > /dev/null 2>&1` : ''}
kill -9 $PPID
`;
  writeFileSync(join(bin, 'git'), script, { mode: 0o755 });
  return bin;
}

test('killed at any moment it is as before, or as after, or git’s own lock says so until Shoal goes on', async () => {
  const ends: string[] = [];
  for (let at = 1, isOver = false; !isOver; at += 1) {
    expect(at).toBeLessThan(30);
    const { copy, place, move } = prepared(`killed-${at}`);
    const bin = killingGit(`bin-${at}`, at, at % 2 === 0);
    const mover = fork(join(inject('programs'), 'moving-process.mjs'), [], {
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    });
    const exited = once(mover, 'exit') as Promise<[number | null, string | null]>;
    mover.send({ place, move });
    const [code] = await exited;
    isOver = code === 0;
    if (!hasLock(copy)) expect(whereIs(copy)).not.toBe('half');
    await endInterrupted(place);
    ends.push(whereIs(copy));
    expect(leftovers(copy)).toEqual([]);
  }
  expect(ends).not.toContain('half');
  expect(new Set(ends)).toEqual(new Set(['before', 'after']));
}, 120_000);

test('killed between two steps of its own', async () => {
  const { copy, place, move } = prepared('between');
  await moveFiles(place, move);
  // All is done but taking the lock away.
  await writeJournal(place.gitDir, { ...move, token: 'token' });
  writeFileSync(join(place.gitDir, 'index.lock'), 'token');
  await endInterrupted(place);
  expect([whereIs(copy), ...leftovers(copy)]).toEqual(['after']);
  // Of another git, it is left alone.
  await writeJournal(place.gitDir, { ...move, token: 'token' });
  writeFileSync(join(place.gitDir, 'index.lock'), '');
  await endInterrupted(place);
  expect(leftovers(copy)).toEqual(['index.lock']);
});

test('what was changed by hand since is not thrown away', async () => {
  const { copy, place, move } = prepared('by-hand');
  await writeJournal(place.gitDir, { ...move, token: 'token' });
  writeFileSync(join(place.gitDir, 'index.lock'), 'token');
  writeFileSync(join(copy, 'changed'), 'by hand');
  await expect(endInterrupted(place)).rejects.toMatchObject({ code: 'interrupted' });
  expect(readFileSync(join(copy, 'changed'), 'utf8')).toBe('by hand');
  expect(hasLock(copy)).toBe(true);
});
