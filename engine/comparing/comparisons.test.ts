import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { LIMITS } from '../../shared/gtp/limits.ts';
import type { Oid } from '../../shared/ids.ts';
import { openRepository, type Repository } from '../git/open.ts';
import { git } from '../testing/git.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { Comparisons } from './comparisons.ts';

const folder = temporaryFolder();
const path = join(folder, 'project');
const scratch = temporaryFolder();
const { signal } = new AbortController();
const LARGEST = 1024 * 1024;
let repository: Repository;

beforeAll(async () => {
  git(folder, ['init', '--quiet', '--initial-branch=main', path]);
  repository = await openRepository(path);
});

type Files = Readonly<Record<string, string | Buffer>>;

/** A commit with exactly these files; a name's bytes are its latin1 codes. */
function commit(files: Files, ...parents: Oid[]): Oid {
  const all = Object.entries(files);
  const pieces = all.flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    const quoted = `"${[...name].map((c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')}"`;
    return [
      Buffer.from(`M 100644 inline ${quoted}\ndata ${bytes.length}\n`),
      bytes,
      Buffer.from('\n'),
    ];
  });
  const from = parents.map((parent, at) => `${at === 0 ? 'from' : 'merge'} ${parent}\n`).join('');
  const head = `commit refs/heads/made\ncommitter T <t@e> 1 +0000\ndata 1\nx\n${from}deleteall\n`;
  git(path, ['update-ref', '-d', 'refs/heads/made']);
  git(path, ['fast-import', '--quiet', '--force'], Buffer.concat([Buffer.from(head), ...pieces]));
  return git(path, ['rev-parse', 'refs/heads/made']) as Oid;
}

const comparisons = () => new Comparisons(scratch);
const whole = (from: number) => ({ from, largest: LARGEST });

test('of more files than there is room for the first are told, and all are counted', async () => {
  const base = commit({ a: 'a\n' });
  const many = Object.fromEntries(Array.from({ length: 2_500 }, (_, n) => [`file ${n}`, `${n}\n`]));
  const long = `${'x/'.repeat(2_400)}x`;
  const head = commit({ a: 'b\n', ...many, [long]: 'far away\n' }, base);
  const compared = await comparisons().compare(repository, head, [base], signal);
  expect(compared).toMatchObject({ fileCount: 2_502, added: 2_502, removed: 1, commitCount: 1 });
  expect(compared.files).toHaveLength(LIMITS.filesPerComparison);
  expect(compared.files[0]).toMatchObject({ path: 'a', added: 1, removed: 1 });
  expect(readdirSync(scratch)).toEqual([]);
});

test('names that are no text, or look like options, are names; what they hold is found by them', async () => {
  const base = commit({ 'caf\xe9': 'one\n', '--output=x': 'one\n', 'new\nline': 'one\n' });
  const head = commit({ 'caf\xe9': 'two\n', '--output=x': 'two\n', 'new\nline': 'two\n' }, base);
  const all = comparisons();
  const { files } = await all.files(repository, { from: base, to: head }, signal);
  expect(files.map(({ path: name }) => name)).toEqual(['--output=x', 'caf\udce9', 'new\nline']);
  for (const { path: name } of files) {
    const diff = await all.diff(
      repository,
      { from: base, to: head },
      { path: name, ...whole(0) },
      signal,
    );
    expect(diff).toMatchObject({ kind: 'text', hunks: [{ lines: ['-one', '+two'] }] });
  }
  const none = { path: 'none', ...whole(0) };
  expect(await all.diff(repository, { from: base, to: head }, none, signal)).toBeNull();
});

test('a file that is too large is not looked at, a long line is cut, and a missing line end is remarked on', async () => {
  const base = commit({ large: 'x', line: 'short\n' });
  const head = commit({ large: 'x'.repeat(LARGEST + 1), line: 'y'.repeat(LARGEST) }, base);
  const ends = { from: base, to: head };
  const diff = (name: string) =>
    comparisons().diff(repository, ends, { path: name, ...whole(0) }, signal);
  expect(await diff('large')).toEqual({ kind: 'large' });
  expect(await diff('line')).toMatchObject({
    hunks: [
      {
        lines: ['-short', `+${'y'.repeat(LIMITS.lineLength)}`, '\\ No newline at end of file'],
        cuts: [{ line: 1, bytes: LARGEST - LIMITS.lineLength }],
      },
    ],
  });
});

test('a diff that takes too long is not waited for', async () => {
  const [base, head] = [commit({ a: 'a\n' }), commit({ a: 'b\n' })];
  const impatient = new Comparisons(scratch, 0);
  const ends = { from: base, to: head };
  const diff = await impatient.diff(repository, ends, { path: 'a', ...whole(0) }, signal);
  expect(diff).toEqual({ kind: 'large' });
  expect(readdirSync(scratch)).toEqual([]);
});

test('histories with nothing in common: all is new; and in the other object format, too', async () => {
  const [one, other] = [commit({ a: 'a\n' }), commit({ b: 'b\n' })];
  const compared = await comparisons().compare(repository, other, [one], signal);
  expect(compared).toMatchObject({
    base: null,
    commitCount: 1,
    files: [{ path: 'b', status: 'added' }],
  });
  const elsewhere = join(folder, 'sha256');
  git(folder, ['init', '--quiet', '--object-format=sha256', elsewhere]);
  const tree = git(
    elsewhere,
    ['mktree'],
    `100644 blob ${git(elsewhere, ['hash-object', '-w', '--stdin'], 'c\n')}\tc\n`,
  );
  const head = git(elsewhere, ['commit-tree', '-m', 'x', tree]) as Oid;
  const opened = await openRepository(elsewhere);
  const diff = await comparisons().diff(
    opened,
    { from: null, to: head },
    { path: 'c', ...whole(0) },
    signal,
  );
  expect(diff).toMatchObject({ kind: 'text', hunks: [{ lines: ['+c'] }] });
});
