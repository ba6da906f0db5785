import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { git } from '../testing/git.ts';
import { endAll, startSharingPair } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
let source: string;

beforeAll(async () => {
  ({ anna, bob, source } = await startSharingPair({ commits: 30 }));
});

afterAll(() => endAll(bob, anna));

/** Waits until Bob is told of exactly the heads that Anna's repository has. */
async function bobKnows(): Promise<void> {
  const wanted = git(source, [
    'for-each-ref',
    '--format=%(objectname) %(refname)',
    'refs/heads',
    'refs/tags',
  ]);
  await bob.until(({ swarms }) => {
    const copies = Object.values(swarms).flatMap(({ alternatives }) => alternatives);
    const told = copies[0]?.heads.map(({ oid, ref }) => `${oid} ${ref}`).sort();
    return told?.join() === wanted.split('\n').sort().join();
  }, 'Bob knows the heads');
}

const changes: [string, () => void][] = [
  ['a commit', () => void git(source, ['commit', '--allow-empty', '--quiet', '-m', 'one more'])],
  ['a new branch in a new folder', () => void git(source, ['branch', 'topic/deep/er', 'main~3'])],
  ['packed refs', () => void git(source, ['pack-refs', '--all', '--prune'])],
  [
    'a commit after that',
    () => void git(source, ['commit', '--allow-empty', '--quiet', '-m', 'two']),
  ],
  ['a deleted branch that was packed', () => void git(source, ['branch', '-D', 'topic/deep/er'])],
  ['a moved tag', () => void git(source, ['tag', '-f', 'moved', 'main~2'])],
  ['a rewritten branch', () => void git(source, ['reset', '--quiet', '--hard', 'main~5'])],
  ['gc', () => void git(source, ['gc', '--quiet', '--prune=now'])],
  ['a branch without common history', () => addOrphan()],
];

function addOrphan(): void {
  const tree = git(source, ['write-tree']);
  git(source, ['branch', 'orphan', git(source, ['commit-tree', tree, '-m', 'another root'])]);
}

test.each(changes)('others learn of %s by themselves', async (_what, change) => {
  change();
  await bobKnows();
});

test('the roots are those of a fresh reading', async () => {
  const roots = git(source, ['rev-list', '--max-parents=0', '--branches', '--tags']).split('\n');
  expect(roots).toHaveLength(2);
  const copies = Object.values(bob.state.swarms).flatMap(({ id }) => id);
  expect(copies).toHaveLength(1);
  const clone = join(bob.directory, 'orphan-only');
  git(bob.directory, ['clone', '--quiet', '--single-branch', '--branch=orphan', source, clone]);
  await bob.call('repositories.add', { path: clone });
  await bob.until(
    ({ swarms }) =>
      Object.values(swarms).some(
        ({ local, alternatives }) => local.length + alternatives.length === 2,
      ),
    'a clone of the other root alone belongs to the same swarm',
  );
});

test('a head without a commit in common is told as unrelated', async () => {
  const mine = join(bob.directory, 'main-only');
  git(bob.directory, ['clone', '--quiet', source, mine]);
  const { id } = await bob.call('repositories.add', { path: mine });
  await bob.until(({ swarms }) => {
    const heads = Object.values(swarms).flatMap(({ alternatives }) => alternatives[0]?.heads ?? []);
    const kindOf = (name: string) =>
      heads.find((head) => head.name === name)?.standing[id]?.relation.kind;
    return kindOf('orphan') === 'unrelated' && kindOf('main') === 'same';
  }, 'the relations are known');
});
