import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { git } from '../testing/git.ts';
import { commit, fortyLines, HeadRoom, rev, write } from './support/head-room.ts';
import { endAll } from './support/pair.ts';

// A teammate's head that was fetched: what it brings, and how its files differ.

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let room: HeadRoom;
let his: string;
let hers: string;

beforeAll(async () => {
  room = await HeadRoom.start();
  ({ his, hers } = room.pair);
});
afterAll(() => endAll(room.pair.bob, room.pair.anna));

const status = () => git(his, ['status', '--porcelain', '--branch']);

describe('what a head brings', () => {
  let ref: string;
  beforeAll(async () => {
    ref = room.onBranch('files', () => {
      write(hers, 'new.txt', 'one\ntwo\n');
      git(hers, ['mv', 'old name.txt', 'new name.txt']);
      git(hers, ['rm', '--quiet', 'gone.txt']);
      commit(hers, 'Files come and go\n\nWith a body.\n\u001b[31mred\u202e');
      write(hers, 'dot.png', PNG);
      write(hers, 'raw.bin', Buffer.of(1, 0, 2));
      write(
        hers,
        'big.psd',
        `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`,
      );
      git(hers, ['update-index', '--chmod=+x', 'README.md']);
      git(hers, ['update-index', '--cacheinfo', `160000,${'2'.repeat(40)},vendored/library`]);
      git(hers, ['add', 'dot.png', 'raw.bin', 'big.psd']);
      git(hers, ['commit', '--quiet', '-m', 'Things that are no text']);
      git(hers, ['reset', '--quiet', '--hard']);
    });
    await room.fetched('files');
  });

  test('its commits, newest first, with messages made safe, and the files against where the two parted', async () => {
    const look = await room.pair.bob.call('head.look', room.head(ref));
    const main = rev(his, 'main');
    expect(look).toMatchObject({
      ...{ name: 'files', kind: 'branch', isHere: true, toldBy: null, seen: null },
      ...{ oid: rev(hers, 'files'), current: rev(hers, 'files') },
      ...{ tracking: 'refs/remotes/anna/files', mine: { branch: 'main', oid: main } },
      relation: { kind: 'ahead', ahead: 2 },
      comparison: { base: main, commitCount: 2, fileCount: 8 },
      conflicts: { files: [], fileCount: 0 },
      checkOut: { isPossible: true, branch: 'files' },
      merge: { isPossible: true, into: 'main', how: 'fast-forward' },
    });
    const { commits, files } = look.comparison;
    expect(commits.map(({ subject, body }) => [subject, body])).toEqual([
      ['Things that are no text', ''],
      ['Files come and go', 'With a body.\n[31mred'],
    ]);
    const told = files.map(({ status, path, oldPath, added, removed, isBinary }) =>
      [status, oldPath, path, added, removed, isBinary].join(' '),
    );
    expect(told.sort()).toEqual([
      'added  big.psd 3 0 false',
      'added  dot.png   true',
      'added  new.txt 2 0 false',
      'added  raw.bin   true',
      'deleted  gone.txt 0 1 false',
      'modified  README.md 0 0 false',
      'modified  vendored/library 1 1 false',
      'renamed old name.txt new name.txt 0 0 false',
    ]);
    expect(files.find(({ path }) => path === 'big.psd')?.new?.lfsBytes).toBe(12_345);
  });

  test('each kind of file as what it is', async () => {
    const diff = (path: string) =>
      room.pair.bob.call('head.diff', { ...room.head(ref), against: 'base', path });
    expect(await diff('new.txt')).toEqual({
      ...{ kind: 'text', from: 0, lineCount: 2, isCut: false, isGuessed: false },
      hunks: [{ oldStart: 0, newStart: 1, heading: '', lines: ['+one', '+two'], cuts: [] }],
    });
    expect(await diff('gone.txt')).toMatchObject({ hunks: [{ lines: ['-gone'] }] });
    expect(await diff('new name.txt')).toMatchObject({ kind: 'text', hunks: [], lineCount: 0 });
    expect(await diff('README.md')).toMatchObject({ kind: 'text', hunks: [] });
    expect(await diff('dot.png')).toEqual({
      ...{ kind: 'binary', old: null },
      new: { type: 'image/png', base64: PNG.toString('base64') },
    });
    expect(await diff('raw.bin')).toEqual({ kind: 'binary', old: null, new: null });
    expect(await diff('vendored/library')).toEqual({
      ...{ kind: 'submodule', old: '1'.repeat(40), new: '2'.repeat(40) },
    });
    await expect(diff('link')).rejects.toMatchObject({ code: 'file-unchanged' });
  });
});

describe('a head that conflicts', () => {
  let ref: string;
  beforeAll(async () => {
    write(his, 'shared.txt', fortyLines({ 20: 'mine' }));
    write(his, 'deleted there.txt', 'mine\n');
    commit(his, 'My change');
    ref = room.onBranch('clashing', () => {
      write(hers, 'shared.txt', fortyLines({ 20: 'theirs', 2: 'no clash' }));
      commit(hers, 'Her change');
    });
    await room.fetched('clashing');
  });

  test('says which files, who touched them, and which lines', async () => {
    const look = await room.pair.bob.call('head.look', room.head(ref));
    expect(look.relation).toEqual({ kind: 'diverged', ahead: 1, behind: 1 });
    const touched = {
      ...{ path: 'shared.txt', kind: 'both-changed' },
      mine: { oid: rev(his, 'main'), subject: 'My change', author: 'Test' },
      theirs: { oid: rev(hers, 'clashing'), subject: 'Her change', author: 'Test' },
    };
    expect(look.conflicts).toMatchObject({ fileCount: 1, files: [touched] });
    expect(look.merge).toMatchObject({
      ...{ isPossible: false, code: 'conflicts' },
      command: `cd ${his} && git merge anna/clashing`,
    });
    const conflict = await room.pair.bob.call('head.conflict', {
      ...room.head(ref),
      path: 'shared.txt',
    });
    expect(conflict).toMatchObject({
      ...touched,
      isCut: false,
      hunks: [
        {
          mine: { start: 20, lines: ['mine'] },
          base: { start: 20, lines: ['line 20'] },
          theirs: { start: 20, lines: ['theirs'] },
        },
      ],
    });
    const before = status();
    const merging = room.pair.bob.call('head.merge', room.head(ref));
    await expect(merging).rejects.toMatchObject({ code: 'conflicts' });
    expect(status()).toBe(before);
  });

  test('against mine it shows all that differs', async () => {
    const files = await room.pair.bob.call('head.files', { ...room.head(ref), against: 'mine' });
    expect(files.files.map(({ path, status }) => `${status} ${path}`)).toEqual([
      'deleted deleted there.txt',
      'modified shared.txt',
    ]);
    const params = { ...room.head(ref), against: 'mine', path: 'shared.txt' } as const;
    const diff = await room.pair.bob.call('head.diff', params);
    expect(diff.kind === 'text' && diff.hunks.flatMap(({ lines }) => lines)).toEqual(
      expect.arrayContaining(['-mine', '+theirs', '-line 2', '+no clash']),
    );
  });
});

describe('a head whose history was rewritten since I looked', () => {
  test('tells where it was, and which commits changed', async () => {
    const ref = room.onBranch('rewritten', () => {
      write(hers, 'a.txt', 'a\n');
      commit(hers, 'First');
      write(hers, 'b.txt', fortyLines());
      commit(hers, 'Second');
    });
    await room.fetched('rewritten');
    const seen = rev(hers, 'rewritten');
    expect((await room.pair.bob.call('head.look', room.head(ref))).seen).toBeNull();
    await expect(room.pair.bob.call('head.changes', room.head(ref))).rejects.toMatchObject({
      code: 'not-seen',
    });
    git(hers, ['checkout', '--quiet', 'rewritten']);
    write(hers, 'b.txt', fortyLines({ 3: 'another line' }));
    git(hers, ['add', '.']);
    git(hers, ['commit', '--quiet', '--amend', '-m', 'Second']);
    write(hers, 'c.txt', 'c\n');
    commit(hers, 'Third');
    git(hers, ['checkout', '--quiet', 'main']);
    await room.fetched('rewritten once more');
    // Again and again: it stays what I saw before this one.
    for (let round = 0; round < 2; round += 1) {
      const look = await room.pair.bob.call('head.look', room.head(ref));
      expect(look.seen).toMatchObject({ oid: seen, isHere: true, isRewritten: true });
    }
    const { commits } = await room.pair.bob.call('head.changes', room.head(ref));
    expect(commits?.map(({ change, subject }) => `${change} ${subject}`)).toEqual([
      'same First',
      'changed Second',
      'new Third',
    ]);
    const files = await room.pair.bob.call('head.files', { ...room.head(ref), against: 'seen' });
    expect(files.files.map(({ path }) => path)).toEqual(['b.txt', 'c.txt']);
  });
});
