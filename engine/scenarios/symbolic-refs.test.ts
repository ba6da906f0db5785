import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { git, refs, untouchables } from '../testing/git.ts';
import { endAll, startPairOfCopies } from './support/pair.ts';
import type { TestEngine } from './support/test-engine.ts';

let anna: TestEngine;
let bob: TestEngine;
/** Anna's copy, and Bob's. */
let hers: string;
let his: string;
let repository: RepositoryId;

beforeEach(async () => {
  ({ anna, bob, hers, his, repository } = await startPairOfCopies({ commits: 20 }));
  await bob.fetch(his);
});
afterEach(() => endAll(bob, anna));

/** A commit of Anna's that Bob knows of. */
async function moveOn(branch = 'main'): Promise<string> {
  const tree = git(hers, ['rev-parse', `${branch}^{tree}`]);
  const moved = git(hers, ['commit-tree', tree, '-p', branch, '-m', `work ${Math.random()}`]);
  git(hers, ['update-ref', `refs/heads/${branch}`, moved]);
  await bob.until(
    ({ swarms }) =>
      Object.values(swarms).some(({ alternatives }) =>
        alternatives.some(({ heads }) => heads.some(({ oid }) => oid === moved)),
      ),
    'the commit is known',
  );
  return moved;
}

async function knows(isKnown: (heads: readonly string[]) => boolean): Promise<void> {
  await bob.until(
    ({ swarms }) =>
      Object.values(swarms).some(({ alternatives }) =>
        alternatives.some(({ heads }) => isKnown(heads.map(({ name }) => name))),
      ),
    'the heads are known',
  );
}

const at = (ref: string) => git(his, ['rev-parse', ref]);
const targetOf = (ref: string) => git(his, ['symbolic-ref', ref]);

test('a remote’s HEAD, set by hand, is left alone while its branches move and go', async () => {
  git(his, ['remote', 'set-head', 'anna', 'main']);
  git(hers, ['branch', 'topic']);
  const before = untouchables(his);
  const moved = await moveOn();
  await bob.fetch(his);
  expect(at('refs/remotes/anna/main')).toBe(moved);
  expect(targetOf('refs/remotes/anna/HEAD')).toBe('refs/remotes/anna/main');
  git(hers, ['branch', '-D', 'topic']);
  await knows((names) => !names.includes('topic'));
  await bob.fetch(his);
  expect(refs(his, 'refs/remotes/anna/topic')).toEqual([]);
  expect(targetOf('refs/remotes/anna/HEAD')).toBe('refs/remotes/anna/main');
  expect(untouchables(his)).toBe(before);
});

test('a remote’s HEAD outlives its branch, and comes to life with it again', async () => {
  git(hers, ['branch', 'topic']);
  await knows((names) => names.includes('topic'));
  await bob.fetch(his);
  git(his, ['remote', 'set-head', 'anna', 'topic']);
  git(hers, ['branch', '-D', 'topic']);
  await knows((names) => !names.includes('topic'));
  await bob.fetch(his);
  expect(targetOf('refs/remotes/anna/HEAD')).toBe('refs/remotes/anna/topic');
  expect(refs(his, 'refs/remotes/anna/topic')).toEqual([]);
  git(hers, ['branch', 'topic']);
  await knows((names) => names.includes('topic'));
  await bob.fetch(his);
  expect(at('refs/remotes/anna/HEAD')).toBe(git(hers, ['rev-parse', 'topic']));
});

test('who is followed goes on being followed, and what came can be undone', async () => {
  git(his, ['remote', 'set-head', 'anna', 'main']);
  await bob.call('follow.set', { peer: anna.id, repository, ...PLAIN_FOLLOW });
  const old = at('refs/remotes/anna/main');
  const moved = await moveOn();
  await bob.until(() => at('refs/remotes/anna/main') === moved, 'it is fetched');
  const entryOf = () =>
    Object.values(bob.state.activity).find(({ changes }) =>
      changes.some((change) => change.new === moved),
    );
  await bob.until(() => entryOf() !== undefined, 'it is told');
  await bob.call('activity.undo', { entry: entryOf()?.id ?? '' });
  expect(at('refs/remotes/anna/main')).toBe(old);
  expect(targetOf('refs/remotes/anna/HEAD')).toBe('refs/remotes/anna/main');
});

describe('a symbolic ref in the place of a tracking ref is never written through', () => {
  test.each([
    ['to a branch of mine', 'refs/heads/main'],
    ['to nothing', 'refs/heads/nowhere'],
  ])('%s', async (_where, target) => {
    git(his, ['update-ref', '-d', 'refs/remotes/anna/main']);
    git(his, ['symbolic-ref', 'refs/remotes/anna/main', target]);
    git(hers, ['branch', 'topic']);
    await knows((names) => names.includes('topic'));
    const before = untouchables(his);
    const moved = await moveOn();
    const result = await bob.fetch(his);
    expect(untouchables(his)).toBe(before);
    expect(targetOf('refs/remotes/anna/main')).toBe(target);
    // The others come, and it is told that this one did not.
    expect(at('refs/remotes/anna/topic')).toBe(git(hers, ['rev-parse', 'topic']));
    expect(result.updated.map(({ new: now }) => now)).not.toContain(moved);
    expect(result.notes).toMatchObject([{ peer: anna.id, code: 'name-taken' }]);
    expect(result.notes?.[0]?.sentence).toContain('anna/main');
  });

  test('nor by taking back what came before', async () => {
    await moveOn();
    await bob.fetch(his);
    await bob.until(({ activity }) => Object.keys(activity).length > 1, 'it is told');
    const [entry] = Object.values(bob.state.activity).sort((a, b) => b.at - a.at);
    git(his, ['update-ref', '-d', 'refs/remotes/anna/main']);
    git(his, ['symbolic-ref', 'refs/remotes/anna/main', 'refs/heads/main']);
    const mine = at('refs/heads/main');
    const undone = bob.call('activity.undo', { entry: entry?.id ?? '' });
    await expect(undone).rejects.toMatchObject({ code: 'cannot-undo' });
    expect(at('refs/heads/main')).toBe(mine);
    expect(targetOf('refs/remotes/anna/main')).toBe('refs/heads/main');
  });
});

describe('one name that is in the way does not hold up the others', () => {
  async function fetchPast(name: string): Promise<void> {
    git(hers, ['branch', name]);
    await knows((names) => names.includes(name));
    const moved = await moveOn();
    const result = await bob.fetch(his);
    expect(at('refs/remotes/anna/main')).toBe(moved);
    expect(refs(his, `refs/remotes/anna/${name}`)).toEqual([]);
    expect(result.notes).toMatchObject([{ code: 'name-taken' }]);
    expect(result.notes?.[0]?.sentence).toContain(`anna/${name}`);
  }

  test('a symbolic ref above it', async () => {
    git(his, ['symbolic-ref', 'refs/remotes/anna/fix', 'refs/remotes/anna/main']);
    await fetchPast('fix/tests');
    expect(targetOf('refs/remotes/anna/fix')).toBe('refs/remotes/anna/main');
  });

  test('a symbolic ref below it, that leads nowhere', async () => {
    git(his, ['symbolic-ref', 'refs/remotes/anna/fix/it', 'refs/heads/nowhere']);
    await fetchPast('fix');
    expect(targetOf('refs/remotes/anna/fix/it')).toBe('refs/heads/nowhere');
  });

  test('HEAD of the remote', async () => {
    git(his, ['remote', 'set-head', 'anna', 'main']);
    await fetchPast('HEAD/x');
    expect(targetOf('refs/remotes/anna/HEAD')).toBe('refs/remotes/anna/main');
  });

  test('a head that is not followed', async () => {
    git(hers, ['branch', 'wip']);
    await knows((names) => names.includes('wip'));
    await bob.fetch(his);
    const rule = { ...PLAIN_FOLLOW, except: ['wip'] };
    await bob.call('follow.set', { peer: anna.id, repository, ...rule });
    git(hers, ['branch', '-D', 'wip']);
    git(hers, ['branch', 'wip/more']);
    const moved = await moveOn();
    await bob.until(() => at('refs/remotes/anna/main') === moved, 'the others are fetched');
    expect(refs(his, 'refs/remotes/anna/wip')).toHaveLength(1);
  });
});

test('a name that only stands for another is shared only where that one is', async () => {
  git(hers, ['branch', 'secret']);
  git(hers, ['symbolic-ref', 'refs/heads/also-main', 'refs/heads/main']);
  git(hers, ['symbolic-ref', 'refs/heads/also-secret', 'refs/heads/secret']);
  git(hers, ['update-ref', 'refs/private/notes', 'main~3']);
  git(hers, ['symbolic-ref', 'refs/heads/also-private', 'refs/private/notes']);
  const shared = await anna.call('repositories.add', { path: hers });
  const patterns = { repository: shared.id, only: [], except: ['secret'] };
  await anna.call('repositories.setHeads', patterns);
  await knows((names) => names.includes('also-main') && !names.includes('secret'));
  await knows((names) => !names.includes('also-secret') && !names.includes('also-private'));
});
