import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureHook } from './hook.mjs';

let folder;
let root;
/** Nothing of the machine's own git settings, nor of a CI that runs this. */
let env;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shoal-hook-'));
  root = join(folder, 'checkout');
  env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@invalid',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@invalid',
  };
  for (const part of ['scripts', 'node_modules']) mkdirSync(join(root, part), { recursive: true });
  // Stands in for the checks: fails while there is a file called `wrong`.
  writeFileSync(
    join(root, 'scripts', 'check.mjs'),
    "import { existsSync } from 'node:fs';\nprocess.exitCode = existsSync('wrong') ? 1 : 0;\n",
  );
  git(folder, 'init', '--quiet', root);
});

afterEach(() => rmSync(folder, { recursive: true }));

function git(cwd, ...args) {
  return execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: 'pipe' });
}

function commit(cwd) {
  git(cwd, 'add', '.');
  git(cwd, 'commit', '--quiet', '--allow-empty', '--message', 'x');
}

const hookOf = (checkout) => join(checkout, '.git', 'hooks', 'pre-commit');

test('a commit waits for the checks, and is refused where one fails', () => {
  expect(ensureHook(root, env)).toBe(true);
  commit(root);
  writeFileSync(join(root, 'wrong'), '');
  expect(() => commit(root)).toThrow();
  git(root, 'commit', '--quiet', '--no-verify', '--message', 'x');
});

test('a commit of words alone does not wait', () => {
  ensureHook(root, env);
  commit(root);
  writeFileSync(join(root, 'notes.md'), 'words');
  git(root, 'add', 'notes.md');
  writeFileSync(join(root, 'wrong'), '');
  git(root, 'commit', '--quiet', '--message', 'x');
});

test('works in a linked worktree, and lets one pass that is older than the checks', () => {
  commit(root);
  const linked = join(folder, 'linked');
  git(root, 'worktree', 'add', '--quiet', linked);
  expect(ensureHook(linked, env)).toBe(true);
  expect(existsSync(hookOf(root))).toBe(true);
  mkdirSync(join(linked, 'node_modules'));
  writeFileSync(join(linked, 'wrong'), '');
  expect(() => commit(linked)).toThrow();
  rmSync(join(linked, 'scripts'), { recursive: true });
  commit(linked);
});

test('what it wrote itself is brought up to date', () => {
  ensureHook(root, env);
  const written = readFileSync(hookOf(root), 'utf8');
  writeFileSync(hookOf(root), `${written}# an older end\n`);
  expect(ensureHook(root, env)).toBe(true);
  expect(readFileSync(hookOf(root), 'utf8')).toBe(written);
});

test('a hook of the user’s stays', () => {
  mkdirSync(join(root, '.git', 'hooks'), { recursive: true });
  writeFileSync(hookOf(root), '#!/bin/sh\n');
  expect(ensureHook(root, env)).toBe(false);
  expect(readFileSync(hookOf(root), 'utf8')).toBe('#!/bin/sh\n');
});

test('a link stays, even where it leads to nothing', () => {
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(join(root, '.git', 'hooks'), { recursive: true });
  symlinkSync(elsewhere, hookOf(root));
  expect(ensureHook(root, env)).toBe(false);
  expect(existsSync(elsewhere)).toBe(false);
});

test('hooks that the user keeps elsewhere stay, and stay in force', () => {
  const own = join(folder, 'own-hooks');
  git(root, 'config', '--global', 'core.hooksPath', own);
  expect(ensureHook(root, env)).toBe(false);
  expect(existsSync(own)).toBe(false);
  expect(existsSync(hookOf(root))).toBe(false);
});

test('nothing is written in CI, in somebody else’s repository, or in none', () => {
  const inner = join(root, 'unpacked');
  mkdirSync(inner);
  expect(ensureHook(root, { ...env, CI: 'true' })).toBe(false);
  expect(ensureHook(inner, env)).toBe(false);
  expect(existsSync(hookOf(root))).toBe(false);
  rmSync(join(root, '.git'), { recursive: true });
  expect(ensureHook(root, env)).toBe(false);
});
