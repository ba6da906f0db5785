import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HeadStanding } from '../../shared/api/swarm-state.ts';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { git, refs } from '../testing/git.ts';
import { endAll, startPairOfCopies } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
/** Anna's copy, and Bob's. */
let hers: string;
let his: string;
let repository: RepositoryId;
let before: string;
let moved: string;

/** Bob has fetched what Anna did, and taken it back. */
beforeEach(async () => {
  ({ anna, bob, hers, his, repository } = await startPairOfCopies({ commits: 20 }));
  await bob.fetch(his);
  before = tracking();
  moved = commit('a mistake');
  await bob.until(() => standing(moved) !== undefined, 'the commit is known');
  await bob.fetch(his);
  await bob.until(() => entry(moved) !== undefined, 'it is told');
  await bob.call('activity.undo', { entry: entry(moved)?.id ?? '' });
});
afterEach(() => endAll(bob, anna));

function commit(message: string): string {
  writeFileSync(join(hers, 'work.txt'), `${message}\n`);
  git(hers, ['add', 'work.txt']);
  git(hers, ['commit', '--quiet', '-m', message]);
  return git(hers, ['rev-parse', 'HEAD']);
}

const tracking = () => refs(his, 'refs/remotes/anna/main')[0]?.split(' ')[0] ?? '';
const entry = (oid: string) =>
  Object.values(bob.state.activity).find(({ changes }) =>
    changes.some(({ new: now }) => now === oid),
  );

/** How the branch at this commit is shown. */
function standing(oid: string): HeadStanding | undefined {
  const heads = Object.values(bob.state.swarms).flatMap(({ alternatives }) =>
    alternatives.flatMap((copy) => copy.heads),
  );
  return heads.find((head) => head.oid === oid && head.name === 'main')?.standing[repository];
}

async function untilUndone(isUndone: boolean): Promise<void> {
  await bob.until(
    () => standing(moved)?.isUndone === isUndone,
    isUndone ? 'it is shown as undone' : 'it is not any more',
  );
}

test('what was taken back is shown as such, and comes again when it is asked for', async () => {
  await untilUndone(true);
  expect(standing(moved)).toMatchObject({ here: true, tracking: null });
  expect(tracking()).toBe(before);
  const { updated } = await bob.fetch(his);
  expect(updated).toEqual([{ ref: 'refs/remotes/anna/main', old: before, new: moved }]);
  await untilUndone(false);
  expect(standing(moved)?.tracking).toBe('refs/remotes/anna/main');
});

test('it is not undone for good: what is fetched again can be undone again', async () => {
  await bob.fetch(his);
  await bob.until(() => Object.keys(bob.state.activity).length === 3, 'it is told');
  const [latest] = Object.values(bob.state.activity).sort((a, b) => b.at - a.at);
  await bob.call('activity.undo', { entry: latest?.id ?? '' });
  await untilUndone(true);
  expect(tracking()).toBe(before);
});

test('following does not bring it, also after a restart; the next commit comes', async () => {
  await bob.call('follow.set', { peer: anna.id, repository, ...PLAIN_FOLLOW });
  git(hers, ['branch', 'first', moved]);
  await bob.until(() => refs(his, 'refs/remotes/anna/first').length === 1, 'the others come');
  expect(tracking()).toBe(before);
  bob = await bob.restarted();
  await bob.connect(anna);
  git(hers, ['branch', 'second', moved]);
  await bob.until(() => refs(his, 'refs/remotes/anna/second').length === 1, 'the others come');
  expect(tracking()).toBe(before);
  await untilUndone(true);
  const next = commit('better');
  await bob.until(() => tracking() === next, 'the next commit comes');
});

test('following goes on where the objects of what was undone are gone', async () => {
  git(his, ['reflog', 'expire', '--expire=now', '--all']);
  git(his, ['gc', '--quiet', '--prune=now']);
  await bob.call('follow.set', { peer: anna.id, repository, ...PLAIN_FOLLOW });
  git(hers, ['branch', 'older', `${moved}~2`]);
  await bob.until(() => refs(his, 'refs/remotes/anna/older').length === 1, 'the others come');
  // What stays away is not brought for nothing.
  expect(() => git(his, ['cat-file', '-e', moved])).toThrow();
  await bob.fetch(his);
  expect(tracking()).toBe(moved);
});
