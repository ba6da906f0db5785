import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Oid } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git, refs } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openRepository } from './open.ts';
import { updateRefs } from './update-ref.ts';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

test('what a symbolic ref stands for stays, though it became one a moment ago', async () => {
  const path = join(folder, 'project');
  buildRepository(path, { commits: 3 });
  const first = git(path, ['rev-parse', 'main~1']) as Oid;
  const ref = 'refs/remotes/anna/main';
  git(path, ['symbolic-ref', ref, 'refs/heads/main']);
  const mine = refs(path, 'refs/heads');
  const main = git(path, ['rev-parse', 'main']) as Oid;
  const repository = await openRepository(path);
  await updateRefs(repository, [{ ref, old: main, new: first }], 'fetch');
  expect(git(path, ['rev-parse', ref])).toBe(first);
  git(path, ['symbolic-ref', ref, 'refs/heads/main']);
  await updateRefs(repository, [{ ref, old: main, new: null }], 'prune');
  expect(refs(path, 'refs/heads')).toEqual(mine);
});
