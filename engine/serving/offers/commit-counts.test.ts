import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Oid } from '../../../shared/ids.ts';
import { openRepository } from '../../git/open.ts';
import { buildRepository } from '../../testing/build-repository.ts';
import { git } from '../../testing/git.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { CommitCounts } from './commit-counts.ts';

test('counts what git counts, and asks git once', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'project');
  buildRepository(path, { commits: 60 });
  const repository = await openRepository(path);
  const at = (revision: string) => git(path, ['rev-parse', revision]) as Oid;
  const counts = new CommitCounts();
  const range = { from: [at('main'), at('side')], notFrom: [at('main~30')] };
  const expected = Number(git(path, ['rev-list', '--count', 'main', 'side', '^main~30', '--']));
  expect(await counts.of(repository, range)).toBe(expected);
  const firstParent = await counts.of(repository, { from: [at('main')] }, { firstParent: true });
  expect(firstParent).toBe(60);
  expect(await counts.of(repository, { from: [at('main')] })).toBeGreaterThan(60);
  // From now on git could count nothing any more.
  rmSync(folder, { recursive: true });
  expect(await counts.of(repository, { ...range, from: [...range.from].reverse() })).toBe(expected);
});
