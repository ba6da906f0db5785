import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RepositoryStatus } from '../../shared/api/state.ts';
import type { LeftOut } from '../../shared/domain/left-out.ts';
import { leftOutWords } from '../../shared/domain/words/left-out-words.ts';
import type { SwarmId } from '../../shared/ids.ts';
import { buildRepository } from '../testing/build-repository.ts';
import { fsck, git, refs } from '../testing/git.ts';
import { addManyHeads } from '../testing/many-heads.ts';
import { HostileRoom } from './support/hostile-room.ts';
import { endAll, startPair } from './support/pair.ts';
import { newTransferId, type TestEngine } from './support/test-engine.ts';

/** What one maker shares, however much it is, its teammates take, and both hear of what stayed out. */
let anna: TestEngine;
let bob: TestEngine;
let source: string;

beforeEach(async () => {
  ({ anna, bob, source } = await startPair({ commits: 5 }));
  await bob.connect(anna);
});
afterEach(() => endAll(bob, anna));

const copiesOf = ({ state }: TestEngine) =>
  Object.values(state.swarms).flatMap(({ alternatives }) => alternatives);
const mine = ({ state }: TestEngine) => Object.values(state.repositories);
const countOf = (status?: RepositoryStatus) =>
  status?.state === 'ready' ? status.heads + status.tags : null;
const countHeads = (path: string) => refs(path, 'refs/heads', 'refs/tags').length;

async function clone(directory: string) {
  const [swarm] = Object.values(bob.state.swarms);
  if (swarm === undefined) throw new Error('nothing is known');
  return bob.call('clone', { transfer: newTransferId(), swarm: swarm.id, directory });
}

test('five repositories of 9,001 heads each: all heads reach a teammate', async () => {
  const paths = [0, 1, 2, 3, 4].map((n) => join(anna.directory, `project-${n}`));
  for (const [n, path] of paths.entries()) {
    buildRepository(path, { commits: 2, seed: n + 1 });
    const before = countHeads(path);
    addManyHeads(path, {
      count: 9_001 - before,
      subject: `Something that ${'a teammate '.repeat(14)}did`,
    });
    expect(countHeads(path)).toBe(9_001);
    await anna.share(path);
  }
  await bob.until(() => copiesOf(bob).length === 5, 'all five are known');
  expect(bob.state.peers[anna.id]?.problem).toBeNull();
  for (const { name, heads } of copiesOf(bob)) {
    expect(heads).toHaveLength(9_001);
    const newest = heads.filter(({ tip }) => tip !== null).map((head) => head.name);
    expect(newest, name).toContain('main');
  }
  // What the last commits of the oldest are has no room, and whose they are is told.
  for (const { leftOut = [], status } of mine(anna)) {
    expect(leftOut.map(({ reason }) => reason)).toEqual(['no-room-for-tips']);
    expect(countOf(status)).toBe(9_001);
  }
});

test.each([
  ['above 2^53', 2 ** 53 + 2],
  ['at the end of 64 bits', '9223372036854775807'],
])('a commit date %s keeps nothing out', async (_what, date) => {
  const tree = git(source, ['rev-parse', 'main^{tree}']);
  const who = `Anna Example <anna@example.invalid> ${date} +0000`;
  const text = `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nFar away\n`;
  const commit = git(source, ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], text);
  git(source, ['update-ref', 'refs/heads/far', commit]);
  await anna.share(source);
  await bob.untilAlternatives(1);
  expect(copiesOf(bob)[0]?.heads).toHaveLength(countHeads(source));
  const far = copiesOf(bob)[0]?.heads.find(({ name }) => name === 'far');
  expect(far).toMatchObject({ oid: commit, tip: { subject: 'Far away' } });
  expect(Number.isSafeInteger(far?.tip?.time)).toBe(true);
  const [swarm] = Object.keys(bob.state.swarms) as [SwarmId];
  const looked = await bob.call('browse', { swarm, head: 'far' });
  expect(looked.overview.commits.map(({ subject }) => subject)).toContain('Far away');
  await clone(join(bob.directory, 'clone'));
  expect(git(join(bob.directory, 'clone'), ['rev-parse', 'origin/far'])).toBe(commit);
});

test('12,003 refs are shared and cloned, the newest tag too', async () => {
  const before = countHeads(source);
  const isTag = (index: number) => index % 100 !== 0;
  addManyHeads(source, {
    count: 12_003 - before,
    refOf: (n) => (isTag(n) ? `refs/tags/z${n}` : `refs/heads/topic/${n}`),
  });
  expect(countHeads(source)).toBe(12_003);
  await anna.share(source);
  await bob.until(() => copiesOf(bob)[0]?.heads.length === 12_003, 'all heads are known');
  expect(mine(anna)[0]?.leftOut).toBeUndefined();

  const fresh = join(bob.directory, 'clone');
  await clone(fresh);
  const branches = refs(source, 'refs/heads').length;
  expect(refs(fresh, 'refs/tags')).toEqual(refs(source, 'refs/tags'));
  // One of them is `origin/HEAD`.
  expect(refs(fresh, 'refs/remotes/origin')).toHaveLength(branches + 1);
  expect(fsck(fresh)).toBe('');
});

test('a list that is too long keeps the newest, and says so on both sides', async () => {
  git(source, ['branch', 'old', 'main~3']);
  const before = countHeads(source);
  addManyHeads(source, { count: 25_100 - before });
  await anna.share(source);
  await bob.untilAlternatives(1);
  const [copy] = copiesOf(bob);
  expect(copy?.leftOut).toEqual({ forRoom: 100, forName: 0 });
  expect(copy?.heads).toHaveLength(25_000);
  const names = new Set(copy?.heads.map(({ name }) => name));
  expect(names).toContain('main');
  expect(names).toContain(`many/${25_100 - before - 1}`);
  expect(names).not.toContain('old');

  await anna.until(() => mine(anna)[0]?.leftOut !== undefined, 'the owner is told');
  const [leftOut] = (mine(anna)[0]?.leftOut ?? []) as [LeftOut];
  expect(leftOut).toMatchObject({ reason: 'no-room', count: 100 });
  expect(leftOutWords(leftOut)).toMatch(/^100 branches and tags with the oldest commits/);
  expect(countOf(mine(anna)[0]?.status)).toBe(25_000);
});

test('nothing is removed because of a list that says that it leaves out some', async () => {
  const room = await HostileRoom.open();
  try {
    git(room.source, ['branch', 'old', 'main~3']);
    git(room.source, ['branch', 'fix', 'main~3']);
    const isLater = () => refs(room.source, 'refs/heads/fix/').length > 0;
    const { announce } = await room.meet({
      manifest: (m) => ({
        ...m,
        repositories: m.repositories.map((shared) =>
          isLater() ? { ...shared, leftOut: { heads: 3 } } : shared,
        ),
      }),
    });
    await room.bob.untilAlternatives(1);
    await room.bob.fetch(room.clone);
    const old = git(room.clone, ['rev-parse', 'refs/remotes/mallory/old']);
    git(room.source, ['update-ref', '-d', 'refs/heads/old']);
    git(room.source, ['update-ref', '-d', 'refs/heads/fix']);
    git(room.source, ['branch', 'fix/deeper', 'main']);
    announce();
    const names = () => copiesOf(room.bob)[0]?.heads.map(({ name }) => name) ?? [];
    await room.bob.until(() => names().includes('fix/deeper'), 'the new list is known');
    const { updated, notes } = await room.bob.fetch(room.clone);
    expect(notes?.map(({ sentence }) => sentence)).toEqual([
      'Mallory shares 3 branches and tags more, but the list has no room for them.',
    ]);
    const gone = updated.filter((update) => update.new === null);
    // Only what cannot be there any more: its name is in the way of one that is.
    expect(gone.map(({ ref }) => ref)).toEqual(['refs/remotes/mallory/fix']);
    expect(git(room.clone, ['rev-parse', 'refs/remotes/mallory/old'])).toBe(old);
    expect(updated.map(({ ref }) => ref)).toContain('refs/remotes/mallory/fix/deeper');
  } finally {
    await room[Symbol.asyncDispose]();
  }
});

test('what the list as a whole leaves out is known to its reader', async () => {
  const room = await HostileRoom.open();
  try {
    const leftOut = { repositories: 2, vouches: 1 };
    const { state } = await room.meet({ manifest: (m) => ({ ...m, leftOut }) });
    await room.bob.until(() => state()?.leftOut !== undefined, 'the list is read');
    expect(state()?.leftOut).toEqual(leftOut);
  } finally {
    await room[Symbol.asyncDispose]();
  }
});
