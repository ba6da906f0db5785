import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileDiff } from '../../shared/gtp/comparison.ts';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid, RepositoryId } from '../../shared/ids.ts';
import { git } from '../testing/git.ts';
import { rev, write } from './support/head-room.ts';
import { TestEngine } from './support/test-engine.ts';

// What is in a repository of mine: its commits, what each changed, its folders and its files.

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const HTML = '<img src=x onerror=alert(1)>\u001b[31m\u202e';
const COMMITS = 450;
const ENTRIES = 12_000;

let bob: TestEngine;
let path: string;
let repository: RepositoryId;
let tip: Oid;

/** Many commits, a second apart, and one folder with very many files. */
function longHistory(): string {
  const commits = Array.from({ length: COMMITS }, (_, at) => {
    const message = `Commit ${at + 1}`;
    const count = `${at}\n`;
    const file = `M 100644 inline count.txt\ndata ${count.length}\n${count}`;
    return `commit refs/heads/main\ncommitter T <t@e> ${1_700_000_000 + at} +0000\ndata ${message.length}\n${message}\n${file}`;
  });
  const many = Array.from(
    { length: ENTRIES },
    (_, at) => `M 100644 inline many/${at}.md\ndata 2\nx\n`,
  );
  return [...commits, ...many].join('');
}

beforeAll(async () => {
  bob = await TestEngine.start('Bob');
  path = join(bob.directory, 'project');
  git(bob.directory, ['init', '--quiet', '--initial-branch=main', path]);
  git(path, ['fast-import', '--quiet'], longHistory());
  git(path, ['read-tree', 'HEAD']);
  const started = join(bob.directory, 'started');
  git(path, ['config', 'diff.evil.textconv', `touch ${started}; cat`]);
  git(path, ['config', 'filter.evil.smudge', `touch ${started}; cat`]);
  write(path, '.gitattributes', '*.txt diff=evil filter=evil\n');
  write(path, 'src/map/layer.ts', 'export const layer = 1;\n');
  write(path, 'hostile.txt', `${HTML}\n${'y'.repeat(1024 * 1024)}`);
  write(path, 'empty.txt', '');
  write(path, 'dot.png', PNG);
  write(path, 'raw.bin', Buffer.of(1, 0, 2));
  write(path, 'latin.txt', Buffer.from('café\n', 'latin1'));
  write(path, 'new\nline --output=x', 'a name\n');
  writeFileSync(Buffer.concat([Buffer.from(`${path}/caf`), Buffer.of(0xe9)]), 'bytes\n');
  symlinkSync('/etc/passwd', join(path, 'link'));
  git(path, ['add', '--ignore-removal', '.']);
  git(path, ['update-index', '--add', '--cacheinfo', `160000,${'2'.repeat(40)},library`]);
  git(path, ['commit', '--quiet', '-m', `All kinds ${HTML}\n\nWith a body.`]);
  tip = rev(path, 'HEAD');
  rmSync(started, { force: true });
  repository = (await bob.call('repositories.add', { path })).id;
});
afterAll(async () => {
  expect(existsSync(join(bob.directory, 'started'))).toBe(false);
  await bob.engine[Symbol.asyncDispose]();
  rmSync(bob.directory, { recursive: true });
});

describe('commits', () => {
  test('page by page, newest first, and to the first', async () => {
    const pages = [];
    for (let skip = 0; pages.at(-1)?.isLast !== true; skip += 200) {
      pages.push(await bob.call('contents.commits', { repository, tip, skip }));
    }
    expect(pages.map(({ commits }) => commits.length)).toEqual([200, 200, COMMITS + 1 - 400]);
    const all = pages.flatMap(({ commits }) => commits);
    expect(all[0]?.oid).toBe(tip);
    expect(all.slice(1).map(({ subject }) => subject)).toEqual(
      Array.from({ length: COMMITS }, (_, at) => `Commit ${COMMITS - at}`),
    );
    expect(new Set(all.map(({ oid }) => oid)).size).toBe(all.length);
  });

  test('of what is checked out, until the branch moves: then of that', async () => {
    // No file is touched: what the test itself checks out would start the programs.
    git(path, ['update-ref', '--no-deref', 'HEAD', rev(path, 'main~3')]);
    const detached = await bob.call('contents.commits', { repository });
    git(path, ['symbolic-ref', 'HEAD', 'refs/heads/main']);
    expect(detached.tip).toBe(rev(path, 'main~3'));
    expect((await bob.call('contents.commits', { repository })).tip).toBe(tip);
  });

  test('what is no commit, or not here, is said not to be here', async () => {
    for (const oid of ['1'.repeat(40) as Oid, rev(path, 'HEAD^{tree}')]) {
      await expect(bob.call('contents.commits', { repository, tip: oid })).rejects.toMatchObject({
        code: 'not-in-repository',
      });
      await expect(bob.call('contents.commit', { repository, commit: oid })).rejects.toMatchObject({
        code: 'not-in-repository',
      });
    }
  });
});

describe('what a commit changed', () => {
  test('its message made safe, its files, and how one of them differs', async () => {
    const commit = rev(path, 'HEAD~2');
    const told = await bob.call('contents.commit', { repository, commit });
    expect(told).toMatchObject({
      commit: { oid: commit, subject: `Commit ${COMMITS - 1}`, body: '' },
      parents: [rev(path, 'HEAD~3')],
      files: { fileCount: 1, added: 1, removed: 1, files: [{ path: 'count.txt' }] },
    });
    const diff = await bob.call('contents.diff', { repository, commit, path: 'count.txt' });
    const before = `-${COMMITS - 3}`;
    expect(diff).toMatchObject({ kind: 'text', hunks: [{ lines: [before, `+${COMMITS - 2}`] }] });
    const newest = await bob.call('contents.commit', { repository, commit: tip });
    expect(newest.commit).toMatchObject({ body: 'With a body.' });
    expect(newest.commit.subject).toBe('All kinds <img src=x onerror=alert(1)>[31m');
  });

  test('the first commit is all new; a merge is told against its first parent', async () => {
    const first = rev(path, `HEAD~${COMMITS}`);
    expect(await bob.call('contents.commit', { repository, commit: first })).toMatchObject({
      parents: [],
      files: { files: [{ path: 'count.txt', status: 'added' }] },
    });
    const side = git(path, ['commit-tree', '-m', 'Aside', '-p', 'main~1', 'main~2^{tree}']);
    const parents = ['-p', tip, '-p', side];
    const merge = git(path, ['commit-tree', '-m', 'A merge', ...parents, 'main~1^{tree}']) as Oid;
    const told = await bob.call('contents.commit', { repository, commit: merge });
    expect(told.parents).toEqual([tip, side]);
    expect(told.files.files.map(({ status }) => status)).toEqual(
      told.files.files.map(() => 'deleted'),
    );
    expect(told.files.files.map((file) => file.path)).toContain('src/map/layer.ts');
  });

  test('a file that it did not change is none of its files', async () => {
    const asked = { repository, commit: tip, path: 'count.txt' };
    await expect(bob.call('contents.diff', asked)).rejects.toMatchObject({
      code: 'file-unchanged',
    });
  });
});

describe('folders and files', () => {
  const folder = async (tree: Oid) => {
    const { entries } = await bob.call('contents.folder', { repository, tree });
    return new Map(entries.map((entry) => [entry.name, entry]));
  };
  const file = async (name: string, from?: number): Promise<FileDiff> => {
    const entry = (await folder(tip)).get(name);
    if (entry === undefined) throw new Error(`no ${name}`);
    const { oid, mode } = entry;
    return bob.call('contents.file', { repository, oid, mode, from });
  };

  test('what stands in a folder, whatever it is called, and what is in those below', async () => {
    const top = await folder(tip);
    expect([...top.keys()]).toEqual(
      expect.arrayContaining(['caf\udce9', 'new\nline --output=x', 'link', 'library', 'src']),
    );
    expect(top.get('src')).toMatchObject({ mode: '040000', bytes: null });
    expect(top.get('library')).toMatchObject({ mode: '160000', bytes: null });
    expect(top.get('empty.txt')).toMatchObject({ mode: '100644', bytes: 0 });
    const src = await folder(top.get('src')?.oid as Oid);
    const map = await folder(src.get('map')?.oid as Oid);
    expect([...map.keys()]).toEqual(['layer.ts']);
    expect((await folder(top.get('many')?.oid as Oid)).size).toBe(ENTRIES);
  });

  test('a text as it is in the commit, with its numbers', async () => {
    expect(await file('new\nline --output=x')).toMatchObject({
      kind: 'text',
      hunks: [{ newStart: 1, lines: ['+a name'] }],
      lineCount: 1,
    });
    expect(await file('caf\udce9')).toMatchObject({ hunks: [{ lines: ['+bytes'] }] });
    expect(await file('latin.txt')).toMatchObject({
      isGuessed: true,
      hunks: [{ lines: ['+café'] }],
    });
    expect(await file('empty.txt')).toMatchObject({ kind: 'text', hunks: [], lineCount: 0 });
  });

  test('what is hostile is text, and a long line is cut with a mark', async () => {
    expect(await file('hostile.txt')).toMatchObject({
      hunks: [
        {
          lines: [`+${HTML}`, `+${'y'.repeat(LIMITS.lineLength)}`, '\\ No newline at end of file'],
          cuts: [{ line: 1, bytes: 1024 * 1024 - LIMITS.lineLength }],
        },
      ],
    });
  });

  test('pictures, bytes, a link’s target, a submodule’s commit', async () => {
    expect(await file('dot.png')).toMatchObject({ kind: 'binary', new: { type: 'image/png' } });
    expect(await file('raw.bin')).toEqual({ kind: 'binary', old: null, new: null });
    // Where it leads is told, and not followed.
    expect(await file('link')).toMatchObject({
      hunks: [{ lines: ['+/etc/passwd', expect.stringContaining('No newline')] }],
    });
    expect(await file('library')).toEqual({ kind: 'submodule', old: null, new: '2'.repeat(40) });
  });

  test('pages of a long file are the file', async () => {
    const lines = Array.from({ length: 25_000 }, (_, at) => `line ${at}`);
    const oid = git(path, ['hash-object', '-w', '--stdin'], `${lines.join('\n')}\n`) as Oid;
    const told: string[] = [];
    for (let pages = 0; pages < 5 && told.length < lines.length; pages += 1) {
      const page = await bob.call('contents.file', {
        ...{ repository, oid, mode: '100644', from: told.length },
      });
      if (page.kind !== 'text') throw new Error(page.kind);
      told.push(...page.hunks.flatMap((hunk) => hunk.lines.map((line) => line.slice(1))));
    }
    expect(told).toEqual(lines);
  });

  test('what is too large, not here, or no file is said to be', async () => {
    const large = git(path, ['hash-object', '-w', '--stdin'], Buffer.alloc(65 * 1024 * 1024, 'x'));
    const asked = { repository, oid: large as Oid, mode: '100644' };
    expect(await bob.call('contents.file', asked)).toEqual({ kind: 'large' });
    for (const oid of ['3'.repeat(40) as Oid, tip]) {
      await expect(
        bob.call('contents.file', { repository, oid, mode: '100644' }),
      ).rejects.toMatchObject({ code: 'not-in-repository' });
    }
    const blob = (await folder(tip)).get('empty.txt')?.oid as Oid;
    await expect(bob.call('contents.folder', { repository, tree: blob })).rejects.toMatchObject({
      code: 'not-in-repository',
    });
  });
});
