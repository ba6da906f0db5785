import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { git as plainGit } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { GitFailedError } from './errors.ts';
import { git } from './run.ts';

let folder: string;
let gitDir: string;

beforeEach(() => {
  folder = temporaryFolder();
  gitDir = join(folder, '.git');
  plainGit(folder, ['init', '--quiet', '--initial-branch=main']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a command's own settings go before those of files, whatever is in their names", async () => {
  const name = 'branch.a=b.c.description';
  plainGit(folder, ['config', name, 'of the file']);
  const read = async (settings: [string, string][]) =>
    (await git({ gitDir }, ['config', '--get', name], { settings })).stdout;
  expect(await read([])).toBe('of the file\n');
  expect(
    await read([
      ['a.b', 'c'],
      [name, 'x=y'],
    ]),
  ).toBe('x=y\n');
});

test('a folder that is gone is not taken for a git that is missing', async () => {
  const gone = join(folder, 'gone');
  const failure = await git({ cwd: gone }, ['rev-parse', '--git-dir']).catch((error) => error);
  expect(failure).toBeInstanceOf(GitFailedError);
  expect(failure.message).toContain(gone);
});

test('an object that a partial clone lacks is not fetched, whatever the remote is', async () => {
  const missing = '1'.repeat(40);
  const program = join(folder, 'program');
  const marker = join(folder, 'marker');
  writeFileSync(program, `#!/bin/sh\ntouch '${marker}'\n`, { mode: 0o755 });
  for (const [key, value] of [
    ['protocol.ext.allow', 'always'],
    ['core.repositoryFormatVersion', '1'],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.url', `ext::${program}`],
    ['remote.origin.promisor', 'true'],
  ] as const) {
    plainGit(folder, ['config', key, value]);
  }
  const isStarted = () => plainGit(folder, ['ls-files', '--others']).includes('marker');
  await expect(git({ gitDir }, ['cat-file', '-t', missing])).rejects.toThrow(GitFailedError);
  expect(isStarted()).toBe(false);
  expect(() => plainGit(folder, ['cat-file', '-t', missing])).toThrow();
  expect(isStarted()).toBe(true);
});
