import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRepository } from '../testing/build-repository.ts';
import { cloneAt, fsck, git, refs, trackingRefsOf, untouchables } from '../testing/git.ts';
import { endAll, startSharingPair } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let source: string;

beforeAll(async () => {
  ({ anna, bob, source } = await startSharingPair({ commits: 1_000 }));
});

afterAll(() => endAll(bob, anna));

/** A clone as it was `back` commits ago, without what came since. */
function olderClone(name: string, back: number): string {
  const path = join(bob.directory, name);
  cloneAt(source, `main~${back}`, path);
  return path;
}

test('brings exactly the heads, and nothing else changes', async () => {
  const clone = olderClone('older', 300);
  writeFileSync(join(clone, 'README.md'), 'my unfinished change\n');
  git(clone, ['stash']);
  writeFileSync(join(clone, 'untracked.txt'), 'mine\n');
  const before = untouchables(clone);

  const result = await bob.fetch(clone);

  expect(refs(clone, 'refs/remotes').sort()).toEqual(trackingRefsOf(source, 'anna'));
  expect(untouchables(clone)).toBe(before);
  expect(fsck(clone)).toBe('');
  expect(existsSync(join(clone, '.git', 'shoal'))).toBe(false);
  expect(result.updated).toHaveLength(trackingRefsOf(source, 'anna').length);
  expect(result.peers).toEqual([{ id: anna.id, bytes: result.bytes }]);
  // Only what was missing came: the whole repository is several times as large.
  expect(result.bytes).toBeLessThan(1_000_000);
});

test('a second fetch has nothing to bring', async () => {
  const clone = join(bob.directory, 'older');
  expect(await bob.fetch(clone)).toMatchObject({ updated: [], bytes: 0, blocks: 0, peers: [] });
});

test('new, moved and removed heads are told as such, and names may trade places', async () => {
  const clone = olderClone('changing', 10);
  git(source, ['branch', 'topic', 'main~5']);
  await anna.call('repositories.add', { path: source });
  await bob.until(knowsHead('topic'), 'topic is known');
  await bob.fetch(clone);
  const topic = git(source, ['rev-parse', 'topic']);
  expect(git(clone, ['rev-parse', 'refs/remotes/anna/topic'])).toBe(topic);

  git(source, ['branch', '-D', 'topic']);
  git(source, ['branch', 'topic/deeper', 'main~3']);
  await anna.call('repositories.add', { path: source });
  await bob.until(knowsHead('topic/deeper'), 'topic/deeper is known');
  const result = await bob.fetch(clone);
  const deeper = git(source, ['rev-parse', 'topic/deeper']);
  expect(result.updated).toEqual([
    { ref: 'refs/remotes/anna/topic/deeper', old: null, new: deeper },
    { ref: 'refs/remotes/anna/topic', old: topic, new: null },
  ]);
  expect(refs(clone, 'refs/remotes').sort()).toEqual(trackingRefsOf(source, 'anna'));
});

test('a repository with a detached worktree and packed refs is fetched into as well', async () => {
  const clone = olderClone('main-tree', 50);
  const worktree = join(bob.directory, 'linked');
  git(clone, ['pack-refs', '--all']);
  git(clone, ['worktree', 'add', '--quiet', '--detach', worktree]);
  await bob.fetch(worktree);
  expect(refs(clone, 'refs/remotes/anna').sort()).toEqual(trackingRefsOf(source, 'anna'));
  expect(git(worktree, ['status', '--porcelain'])).toBe('');
});

test('commits of mine that nobody else has are no obstacle', async () => {
  const clone = olderClone('ahead', 40);
  git(clone, ['commit', '--quiet', '--allow-empty', '-m', 'mine alone']);
  const result = await bob.fetch(clone);
  expect(result.bytes).toBeLessThan(200_000);
  await bob.until(({ swarms, repositories }) => {
    const id = Object.values(repositories).find(({ path }) => path === clone)?.id ?? '';
    const heads = Object.values(swarms).flatMap(({ alternatives }) => alternatives[0]?.heads ?? []);
    const main = heads.find(({ ref }) => ref === 'refs/heads/main');
    const relation = Object.entries(main?.standing ?? {}).find(([key]) => key === id)?.[1].relation;
    return relation?.kind === 'diverged' && relation.behind === 1;
  }, 'the relation is counted');
});

test('works on SHA-256 repositories', async () => {
  const origin = join(anna.directory, 'sha256');
  buildRepository(origin, { commits: 60, objectFormat: 'sha256', seed: 2 });
  const clone = join(bob.directory, 'sha256');
  cloneAt(origin, 'main~20', clone);
  await anna.share(origin);
  await bob.until(knowsName('sha256'), 'sha256 is known');
  await bob.fetch(clone);
  expect(git(clone, ['rev-parse', 'refs/remotes/anna/main'])).toBe(
    git(origin, ['rev-parse', 'main']),
  );
  expect(fsck(clone)).toBe('');
});

function knowsHead(name: string) {
  return ({ swarms }: TestEngine['state']) =>
    Object.values(swarms).some(({ alternatives }) =>
      alternatives.some(({ heads }) => heads.some((head) => head.name === name)),
    );
}

function knowsName(name: string) {
  return ({ swarms }: TestEngine['state']) =>
    Object.values(swarms).some(({ alternatives }) =>
      alternatives.some((copy) => copy.name === name),
    );
}
