import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ActivityEntry } from '../../shared/api/activity-state.ts';
import { PLAIN_FOLLOW } from '../../shared/domain/follow.ts';
import type { RepositoryId } from '../../shared/ids.ts';
import { fsck, git, refs } from '../testing/git.ts';
import { treeBomb } from './support/bombs.ts';
import { commitsAfterMain, moveThrough } from './support/many-head-changes.ts';
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
});
afterEach(() => endAll(bob, anna));

interface Options {
  readonly only?: string[];
  readonly except?: string[];
  readonly fastForward?: string[];
}

async function follow(options: Options = {}): Promise<void> {
  await bob.call('follow.set', { peer: anna.id, repository, ...PLAIN_FOLLOW, ...options });
}

function commit(path: string, message: string, file = 'work.txt'): string {
  writeFileSync(join(path, file), `${message}\n`);
  git(path, ['add', file]);
  git(path, ['commit', '--quiet', '-m', message]);
  return git(path, ['rev-parse', 'HEAD']);
}

function tracking(name: string): string | undefined {
  return refs(his, `refs/remotes/anna/${name}`)[0]?.split(' ')[0];
}

async function untilAt(name: string, oid: string | undefined): Promise<void> {
  await bob.until(() => tracking(name) === oid, `anna/${name} is at ${oid ?? 'nothing'}`);
}

function activity(): ActivityEntry[] {
  return Object.values(bob.state.activity).sort((a, b) => b.at - a.at);
}

async function untilTold(count: number): Promise<void> {
  await bob.until(() => activity().length >= count, `${count} entries are told`);
}

test('who is followed is fetched at once, and then whenever their heads move', async () => {
  await follow();
  await untilAt('main', git(hers, ['rev-parse', 'main']));
  const before = git(his, ['rev-parse', 'HEAD']);
  await untilAt('main', commit(hers, 'one'));
  await untilAt('main', commit(hers, 'two'));
  expect(git(his, ['rev-parse', 'HEAD'])).toBe(before);
  expect(git(his, ['log', '-1', '--format=%s', 'anna/main'])).toBe('two');
  expect(git(his, ['branch', '-r'])).toContain('anna/main');
  expect(git(his, ['remote', 'get-url', 'anna'])).toMatch(/^gtp:\/\//);
  expect(git(his, ['status', '--porcelain'])).toBe('');
  expect(fsck(his)).toBe('');
  // It is over, and nothing of it is left on the list.
  await bob.until(({ transfers }) => Object.keys(transfers).length === 0, 'no transfer is shown');
});

test('new branches, force-pushes and deletions are told as what they are', async () => {
  await follow();
  await untilTold(1);
  git(hers, ['branch', 'topic']);
  await untilTold(2);
  const old = git(hers, ['rev-parse', 'main']);
  git(hers, ['reset', '--quiet', '--hard', 'HEAD~2']);
  const now = commit(hers, 'instead');
  await untilAt('main', now);
  git(hers, ['branch', '-D', 'topic']);
  await untilAt('topic', undefined);
  await bob.until(() => activity()[0]?.changes[0]?.kind === 'deleted', 'the deletion is told');
  const told = activity().flatMap(({ changes }) => changes);
  expect(told).toContainEqual(
    expect.objectContaining({ ref: 'refs/remotes/anna/topic', kind: 'new' }),
  );
  expect(told.find(({ kind }) => kind === 'rewritten')).toMatchObject({
    ref: 'refs/remotes/anna/main',
    new: now,
    commits: 1,
  });
  expect(git(his, ['cat-file', '-t', old])).toBe('commit');
  expect(activity()[0]).toMatchObject({ peerName: 'Anna', isAutomatic: true });
});

test('only the chosen branches come, and others that are here stay', async () => {
  git(hers, ['branch', 'secret/one']);
  await bob.fetch(his);
  const before = tracking('secret/one');
  await follow({ except: ['secret/**'] });
  git(hers, ['branch', '-f', 'secret/one', 'main~3']);
  git(hers, ['branch', 'secret/two']);
  await untilAt('main', commit(hers, 'after'));
  expect(tracking('secret/one')).toBe(before);
  expect(tracking('secret/two')).toBeUndefined();
});

test('who is not followed any more is not fetched', async () => {
  await follow();
  await untilTold(1);
  await bob.call('follow.remove', { peer: anna.id, repository });
  const before = tracking('main');
  const moved = commit(hers, 'unseen');
  await bob.until(
    ({ swarms }) =>
      Object.values(swarms).some(({ alternatives }) =>
        alternatives.some(({ heads }) => heads.some(({ oid }) => oid === moved)),
      ),
    'Bob knows of the commit',
  );
  await sleep(500);
  expect(tracking('main')).toBe(before);
});

test('followed everywhere, in a repository that is added later, after a restart', async () => {
  const rule = { peer: anna.id, repository: null, ...PLAIN_FOLLOW };
  await bob.call('repositories.remove', { repository });
  await bob.call('follow.set', rule);
  bob = await bob.restarted();
  expect(Object.values(bob.state.follows)).toEqual([{ ...rule, problem: null }]);
  await bob.connect(anna);
  await bob.call('repositories.add', { path: his });
  await untilAt('main', commit(hers, 'for everybody'));
});

test('a thousand head changes end with the last one, and neither flood the network nor the window', async () => {
  await follow();
  await untilTold(1);
  const tips = commitsAfterMain(hers, 1_000);
  const start = performance.now();
  const told = () => ({
    manifests: anna.advertisements,
    fetches: activity().length,
    anna: anna.messages,
    bob: bob.messages,
  });
  const before = told();
  await moveThrough(hers, 'refs/heads/main', tips);
  await untilAt('main', tips.at(-1));
  const seconds = (performance.now() - start) / 1_000;
  // A manifest and a fetch a few times a second, and the window hears of it a few times more often.
  const after = told();
  expect(after.manifests - before.manifests).toBeLessThan(5 * seconds + 5);
  expect(after.fetches - before.fetches).toBeLessThan(7 * seconds + 5);
  expect(after.anna - before.anna).toBeLessThan(12 * seconds + 20);
  expect(after.bob - before.bob).toBeLessThan(25 * seconds + 20);
});

test('a name that the user has for a remote is left to the user', async () => {
  git(his, ['remote', 'add', 'anna', 'https://example.invalid/anna.git']);
  await follow();
  const alias = `anna-${anna.id.slice(0, 8)}`;
  await bob.until(
    () => refs(his, `refs/remotes/${alias}/main`).length === 1,
    'another name is used',
  );
  expect(git(his, ['remote', 'get-url', 'anna'])).toBe('https://example.invalid/anna.git');
  expect(refs(his, 'refs/remotes/anna/')).toEqual([]);
});

test('a remote that the user removes does not come back by itself', async () => {
  await follow();
  await untilTold(1);
  git(his, ['remote', 'remove', 'anna']);
  commit(hers, 'not wanted');
  await bob.until(
    ({ follows }) => Object.values(follows).some(({ problem }) => problem?.includes('removed')),
    'it is told',
  );
  expect(refs(his, 'refs/remotes/anna/')).toEqual([]);
  await bob.fetch(his);
  expect(git(his, ['remote'])).toContain('anna');
});

describe('a fetched ref is set back', () => {
  test('and does not come again by itself until it moves', async () => {
    await follow();
    await untilTold(1);
    const before = tracking('main');
    await untilAt('main', commit(hers, 'a mistake'));
    await untilTold(2);
    const [entry] = activity();
    await bob.call('activity.undo', { entry: entry?.id ?? '', ref: 'refs/remotes/anna/main' });
    expect(tracking('main')).toBe(before);
    git(hers, ['branch', 'another']);
    await untilAt('another', git(hers, ['rev-parse', 'main']));
    expect(tracking('main')).toBe(before);
    expect(bob.state.activity[entry?.id ?? '']?.changes[0]?.isUndone ?? true).toBe(true);
    await untilAt('main', commit(hers, 'better'));
  });

  test('unless it has moved since', async () => {
    await follow();
    await untilTold(1);
    await untilAt('main', commit(hers, 'one'));
    await untilTold(2);
    const entry = activity()[0]?.id ?? '';
    await untilAt('main', commit(hers, 'two'));
    const undone = bob.call('activity.undo', { entry });
    await expect(undone).rejects.toMatchObject({ code: 'cannot-undo' });
  });
});

describe('my branch', () => {
  const outcome = () => activity().flatMap(({ fastForward }) => fastForward)[0];
  async function movedTo(change: () => void): Promise<string> {
    change();
    await follow({ fastForward: ['main'] });
    await untilTold(1);
    const now = commit(hers, 'forward', 'forward.txt');
    await bob.until(() => outcome() !== undefined, 'it is told what became of it');
    return now;
  }

  test('moves along with its files when it is clean', async () => {
    const now = await movedTo(() => {});
    expect(outcome()).toEqual({ branch: 'main', refusal: null });
    expect(git(his, ['rev-parse', 'main'])).toBe(now);
    expect(git(his, ['status', '--porcelain'])).toBe('');
    expect(existsSync(join(his, 'forward.txt'))).toBe(true);
  });

  test.each([
    ['gigabytes of zeros', 3, '\0'.repeat(4 * 1024 * 1024), /would take more than 1/],
    ['more files than any disk holds', 9, 'one file', /has more than 2,000,000 files/],
  ])('is not moved where that would write %s', async (_what, depth, content, sentence) => {
    const before = git(his, ['rev-parse', 'main']);
    await follow({ fastForward: ['main'] });
    await untilTold(1);
    const bomb = treeBomb(hers, depth, content);
    const files = git(hers, ['rev-parse', `${bomb}^{tree}`]);
    const now = git(hers, ['commit-tree', files, '-p', 'main', '-m', 'Grows']);
    git(hers, ['update-ref', '-d', 'refs/heads/bomb']);
    git(hers, ['update-ref', 'refs/heads/main', now]);
    await bob.until(() => outcome() !== undefined, 'it is told what became of it');
    expect(outcome()).toEqual({ branch: 'main', refusal: expect.stringMatching(sentence) });
    expect(tracking('main')).toBe(now);
    expect(git(his, ['rev-parse', 'main'])).toBe(before);
    expect(git(his, ['status', '--porcelain'])).toBe('');
  });

  test('runs no hook that comes with the commit', async () => {
    await movedTo(() => {
      mkdirSync(join(hers, 'hooks'));
      const hook = join(hers, 'hooks', 'post-merge');
      writeFileSync(hook, `#!/bin/sh\ntouch '${join(bob.directory, 'caught')}'\n`, { mode: 0o755 });
      git(hers, ['add', 'hooks']);
      git(his, ['config', 'core.hooksPath', 'hooks']);
    });
    expect(outcome()).toEqual({ branch: 'main', refusal: null });
    expect(existsSync(join(his, 'hooks', 'post-merge'))).toBe(true);
    expect(existsSync(join(bob.directory, 'caught'))).toBe(false);
  });

  test('moves along while another one is checked out', async () => {
    const now = await movedTo(() => git(his, ['checkout', '--quiet', '-b', 'other']));
    expect(git(his, ['rev-parse', 'main'])).toBe(now);
    expect(existsSync(join(his, 'forward.txt'))).toBe(false);
  });

  test.each<[string, string, () => void]>([
    ['it has changes', 'it has changes of yours', () => writeFileSync(join(his, 'README.md'), 'x')],
    ['it has commits', 'it has commits of yours', () => void commit(his, 'mine', 'mine.txt')],
    [
      'a rebase is under way',
      'something is under way there',
      () => mkdirSync(join(his, '.git', 'rebase-merge')),
    ],
    [
      'an untracked file is in the way',
      'a file of yours is in the way',
      () => writeFileSync(join(his, 'forward.txt'), 'mine'),
    ],
  ])('stays where it is when %s', async (_what, refusal, change) => {
    await movedTo(change);
    expect(outcome()).toEqual({ branch: 'main', refusal });
    expect(git(his, ['rev-parse', 'main'])).not.toBe(git(hers, ['rev-parse', 'main']));
  });
});
