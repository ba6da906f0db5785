import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openRepository } from '../git/open.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { watchRefs } from './watch-refs.ts';

let folder: string;
let path: string;
let told: number;
let watching: AsyncDisposable;

beforeEach(async () => {
  folder = temporaryFolder();
  path = join(folder, 'project');
  buildRepository(path, { commits: 3 });
  git(path, ['worktree', 'add', '--quiet', '-b', 'other', join(folder, 'worktree')]);
  mkdirSync(join(path, '.git', 'reftable'));
  told = 0;
  watching = watchRefs(await openRepository(path), () => {
    told += 1;
  });
  await untilReady();
});
afterEach(async () => {
  await watching[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** The watcher says nothing of its own start: until a change is heard, there is none to wait for. */
async function untilReady(): Promise<void> {
  for (let attempt = 0; told === 0 && attempt < 100; attempt += 1) {
    git(path, ['tag', `ready-${attempt}`]);
    await sleep(50);
  }
  await sleep(400);
  told = 0;
}

const isTold = () => vi.waitFor(() => expect(told).toBeGreaterThan(0), { timeout: 5_000 });

test.each<[string, () => void]>([
  ['a commit', () => git(path, ['commit', '--quiet', '--allow-empty', '-m', 'new'])],
  [
    'a commit in another worktree',
    () => git(join(folder, 'worktree'), ['commit', '--quiet', '--allow-empty', '-m', 'new']),
  ],
  ['a new branch in a folder', () => git(path, ['branch', 'topic/a/b'])],
  ['a tag', () => git(path, ['tag', 'v9'])],
  ['another branch checked out', () => git(path, ['checkout', '--quiet', '-b', 'side'])],
  [
    'refs packed, and then one of them deleted',
    () => {
      git(path, ['branch', 'gone']);
      git(path, ['pack-refs', '--all']);
      git(path, ['branch', '-D', 'gone']);
    },
  ],
  ['refs kept in tables', () => writeFileSync(join(path, '.git', 'reftable', 'tables.list'), '')],
])('%s is told', async (_what, change) => {
  change();
  await isTold();
});

test('changes that do not end are told a few times a second, and the last one, too', async () => {
  const [first, second] = ['main', 'main~1'].map((name) => git(path, ['rev-parse', name]));
  const ref = join(path, '.git', 'refs', 'heads', 'busy');
  const end = performance.now() + 1_500;
  for (let turn = 0; performance.now() < end; turn += 1) {
    writeFileSync(ref, `${turn % 2 === 0 ? first : second}\n`);
    await sleep(10);
  }
  expect(told).toBeGreaterThanOrEqual(3);
  expect(told).toBeLessThanOrEqual(12);
  const before = told;
  writeFileSync(ref, `${first}\n`);
  await vi.waitFor(() => expect(told).toBeGreaterThan(before), { timeout: 2_000 });
});
