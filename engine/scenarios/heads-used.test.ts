import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RepositoryId } from '../../shared/ids.ts';
import { git, refs } from '../testing/git.ts';
import { commit, fortyLines, HeadRoom, rev, write } from './support/head-room.ts';
import { endAll } from './support/pair.ts';
import { TestEngine } from './support/test-engine.ts';

// A teammate's head that was fetched: it is checked out, merged, and that is taken back.

let room: HeadRoom;
let his: string;
let hers: string;
let repository: RepositoryId;

beforeAll(async () => {
  room = await HeadRoom.start();
  ({ his, hers, repository } = room.pair);
  write(his, 'shared.txt', fortyLines({ 20: 'mine' }));
  commit(his, 'My change');
});
afterAll(() => endAll(room.pair.bob, room.pair.anna));

describe('a head is used', () => {
  /** All that an undo has to bring back. */
  const everything = () => [
    ...refs(his, 'refs/heads'),
    git(his, ['symbolic-ref', 'HEAD']),
    git(his, ['ls-files', '--stage']),
    git(his, ['status', '--porcelain', '--ignored']),
    git(his, ['config', '--list', '--local']),
    git(his, ['reflog', '-1', '--format=%H']),
  ];

  test('checked out as a branch that follows it, and taken back', async () => {
    const ref = room.onBranch('topic/one', () => {
      write(hers, 'topic.txt', 'topic\n');
      commit(hers, 'A topic');
    });
    await room.fetched('a topic');
    const before = everything();
    const done = await room.pair.bob.call('head.checkOut', {
      ...room.head(ref),
      branch: 'topic/one',
    });
    expect(done).toMatchObject({
      branch: 'topic/one',
      oid: rev(hers, 'topic/one'),
      how: 'checked-out',
    });
    expect(git(his, ['status', '--porcelain', '--branch'])).toBe('## topic/one...anna/topic/one');
    expect(readFileSync(join(his, 'topic.txt'), 'utf8')).toBe('topic\n');
    expect(git(his, ['rev-parse', '--abbrev-ref', '@{-1}'])).toBe('main');
    const again = room.pair.bob.call('head.checkOut', { ...room.head(ref), branch: 'Topic/One' });
    await expect(again).rejects.toMatchObject({ code: 'branch-taken' });
    expect((await room.pair.bob.call('head.look', room.head(ref))).checkOut).toMatchObject({
      branch: 'anna-topic/one',
    });
    await room.pair.bob.call('head.undo', { repository, undo: done.undo });
    expect(everything()).toEqual(before);
  });

  test('merged with a commit of mine, and taken back while nothing has changed since', async () => {
    const ref = room.onBranch('clean', () => {
      write(hers, 'shared.txt', fortyLines({ 2: 'hers' }));
      write(hers, 'fresh/file.txt', 'fresh\n');
      commit(hers, 'Nothing of mine is touched');
    });
    await room.fetched('a clean one');
    git(his, ['config', 'user.name', 'Bob']);
    git(his, ['config', 'user.email', 'bob@example.invalid']);
    const [before, mine] = [everything(), rev(his, 'main')];
    const look = await room.pair.bob.call('head.look', room.head(ref));
    expect(look.merge).toEqual({ isPossible: true, into: 'main', how: 'merge-commit' });
    const done = await room.pair.bob.call('head.merge', room.head(ref));
    expect(git(his, ['status', '--porcelain'])).toBe('');
    expect(git(his, ['log', '-1', '--format=%P|%an|%s'])).toBe(
      `${mine} ${rev(hers, 'clean')}|Bob|Merge remote-tracking branch 'anna/clean'`,
    );
    const lines = readFileSync(join(his, 'shared.txt'), 'utf8').split('\n');
    expect([lines[1], lines[19]]).toEqual(['hers', 'mine']);
    await room.pair.bob.call('head.undo', { repository, undo: done.undo });
    expect(everything()).toEqual(before);
    const undoing = room.pair.bob.call('head.undo', { repository, undo: done.undo });
    await expect(undoing).rejects.toMatchObject({ code: 'cannot-undo' });
  });

  test('a fast-forward moves the branch, and nothing is written over', async () => {
    git(his, ['checkout', '--quiet', '-b', 'behind', 'origin/main']);
    const ref = room.onBranch('forward', () => {
      write(hers, 'in the way.txt', 'hers\n');
      commit(hers, 'Forward');
    });
    await room.fetched('one ahead');
    write(his, 'in the way.txt', 'mine, not committed');
    const before = everything();
    const merging = room.pair.bob.call('head.merge', room.head(ref));
    await expect(merging).rejects.toMatchObject({ code: 'in-the-way' });
    expect(everything()).toEqual(before);
    expect(readFileSync(join(his, 'in the way.txt'), 'utf8')).toBe('mine, not committed');
    git(his, ['clean', '--quiet', '-f']);
    const done = await room.pair.bob.call('head.merge', room.head(ref));
    expect(done).toMatchObject({
      how: 'fast-forward',
      branch: 'behind',
      oid: rev(hers, 'forward'),
    });
    expect(git(his, ['status', '--porcelain'])).toBe('');
    write(his, 'in the way.txt', 'changed since');
    const undo = () => room.pair.bob.call('head.undo', { repository, undo: done.undo });
    await expect(undo()).rejects.toMatchObject({ code: 'cannot-undo' });
    git(his, ['checkout', '--quiet', '.']);
    await undo();
    git(his, ['checkout', '--quiet', 'main']);
  });

  test.each<[string, string, () => void, () => void]>([
    [
      'changes',
      'not-clean',
      () => write(his, 'shared.txt', 'x'),
      () => git(his, ['checkout', '-q', '.']),
    ],
    [
      'a merge under way',
      'under-way',
      () => write(his, '.git/MERGE_HEAD', rev(his, 'main')),
      () => rm('.git/MERGE_HEAD'),
    ],
    ['git at work', 'locked', () => write(his, '.git/index.lock', ''), () => rm('.git/index.lock')],
    [
      'a filter in its settings',
      'own-programs',
      () => git(his, ['config', 'filter.x.clean', 'false']),
      () => git(his, ['config', '--remove-section', 'filter.x']),
    ],
    [
      'no branch',
      'detached',
      () => git(his, ['checkout', '-q', '--detach']),
      () => git(his, ['checkout', '-q', 'main']),
    ],
    [
      'signed commits',
      'signing',
      () => git(his, ['config', 'commit.gpgSign', 'true']),
      () => git(his, ['config', '--unset', 'commit.gpgSign']),
    ],
    [
      'rules of its own for merges',
      'merge-rules',
      () => write(his, '.git/info/attributes', 'shared.txt merge=union\n'),
      () => rm('.git/info/attributes'),
    ],
  ])('with %s it is refused, with a word on why', async (_what, code, arrange, tidy) => {
    arrange();
    try {
      const before = git(his, ['rev-parse', 'HEAD']);
      const look = await room.pair.bob.call('head.look', room.head('refs/heads/clean'));
      expect(look.merge).toMatchObject({ isPossible: false, code });
      await expect(
        room.pair.bob.call('head.merge', room.head('refs/heads/clean')),
      ).rejects.toMatchObject({
        code,
      });
      expect(git(his, ['rev-parse', 'HEAD'])).toBe(before);
    } finally {
      tidy();
    }
  });
});

test('what was interrupted is ended when Shoal starts again: nobody has to open a head for it', async () => {
  const eve = await TestEngine.start('Eve');
  const path = join(eve.directory, 'project');
  git(eve.directory, ['clone', '--quiet', hers, path]);
  await eve.call('repositories.add', { path });
  const [from, to] = [rev(path, 'main~1'), rev(path, 'main')];
  const token = 'of this move';
  const refs = [{ ref: 'refs/heads/main', old: from, new: to }];
  const move = { token, from, to, head: 'refs/heads/main', refs, reason: 'test' };
  // All is done but for the branch.
  git(path, ['update-ref', 'refs/heads/main', from]);
  write(path, '.git/shoal-move.json', JSON.stringify(move));
  write(path, '.git/index.lock', token);
  const again = await eve.restarted();
  expect(rev(path, 'main')).toBe(to);
  expect(git(path, ['status', '--porcelain'])).toBe('');
  expect(existsSync(join(path, '.git', 'index.lock'))).toBe(false);
  await again[Symbol.asyncDispose]();
});

function rm(name: string): void {
  rmSync(join(his, name));
}
