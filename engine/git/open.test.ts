import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openRepository } from './open.ts';

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function init(path: string, ...options: string[]): string {
  git(folder, ['init', '--quiet', ...options, path]);
  return path;
}

const codeOf = (path: string) =>
  openRepository(path).then(
    () => 'opened',
    ({ code }: { code: string }) => code,
  );

test('what is not there, what is a file and what is no repository are told apart', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await codeOf(join(folder, 'missing'))).toBe('folder-missing');
  expect(await codeOf(join(folder, 'file', 'below'))).toBe('folder-missing');
  expect(await codeOf(join(folder, 'file'))).toBe('not-a-repository');
  expect(await codeOf(folder)).toBe('not-a-repository');
});

test('a path may hold line breaks, spaces and whatever a shell or git might take for more', async () => {
  for (const name of ['two\nlines', ' ends in one\n', '-C', '--help', '$(x)', 'a:b', '"q"']) {
    const path = init(join(folder, name));
    const expected = { path, gitDir: join(path, '.git'), commonDir: join(path, '.git') };
    expect(await openRepository(path)).toMatchObject(expected);
  }
});

test('one whose true name is not in UTF-8 is told as such', async () => {
  const parent = Buffer.concat([Buffer.from(`${folder}/`), Buffer.of(0x6e, 0xe9)]);
  mkdirSync(parent);
  symlinkSync(parent, join(folder, 'link'));
  init(join(folder, 'link', 'project'));
  expect(await codeOf(join(folder, 'link', 'project'))).toBe('folder-name');
  const typed = join(parent.toString(), 'project');
  await expect(openRepository(typed)).rejects.toThrow(/UTF-8/);
});

test('bare repositories are opened by their name, whatever git is allowed to find', async () => {
  const bare = init(join(folder, 'bare.git'), '--bare');
  const plain = init(join(folder, 'plain'));
  writeFileSync(join(folder, '.gitconfig'), '[safe]\n\tbareRepository = explicit\n');
  vi.stubEnv('HOME', folder);
  expect(await openRepository(bare)).toMatchObject({ path: bare, gitDir: bare });
  expect(await openRepository(plain)).toMatchObject({ path: plain });
  expect(await openRepository(join(plain, '.git'))).toMatchObject({ path: join(plain, '.git') });
  expect(await codeOf(join(bare, 'refs'))).toBe('not-a-repository');
});

test('files beside it, or none: what it is called is where they are, or where it is itself', async () => {
  const plain = init(join(folder, 'plain'));
  mkdirSync(join(plain, 'below'));
  expect(await openRepository(join(plain, 'below'))).toMatchObject({ path: plain });
  const inside = join(plain, '.git');
  expect(await openRepository(join(inside, 'refs'))).toMatchObject({ path: inside });
  // Whoever sits in the repository is not among its files, wherever these are said to be.
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  git(plain, ['config', 'core.worktree', elsewhere]);
  expect(await openRepository(inside)).toMatchObject({ path: inside, gitDir: inside });
  const bare = init(join(folder, 'bare.git'), '--bare');
  expect(await openRepository(bare)).toMatchObject({ path: bare, commonDir: bare });
});

test('a partial clone is told, whichever of its settings says so', async () => {
  for (const key of ['remote.origin.promisor', 'remote.a b.promisor', 'extensions.partialClone']) {
    const path = init(join(folder, `clone of ${key.length}`));
    git(path, ['config', key, 'true']);
    expect(await codeOf(path)).toBe('repository-partial');
  }
});
